import {
  type Author,
  type Count,
  count,
  type Product,
  type ProductId,
  parseTimedId,
  timedId,
} from '../documents/index.ts';
import { instantOf } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import { isKnownStock } from './changes.ts';
import { fingerprint } from './keys.ts';
import type { Row } from './rows.ts';
import { cellText, fold } from './text.ts';
import type { Existing, ImportInput, ImportOptions } from './types.ts';

/** The device part of the ids of what imports record. */
export const IMPORT_DEVICE = 'import';
const EVENING = '23:59:59.999';

/** What a row says lies on the shelf, in the evening of `day`, or now when null. */
export interface CountedRow {
  readonly productId: ProductId;
  readonly counted: number;
  readonly day: Day | null;
}

interface CountContext {
  readonly author: Author;
  readonly today: Day;
  readonly timezone: string;
}

const LEVEL =
  /\b(?:stocks?|inventaires?|compt(?:e|es|ee|ees|age|ages)|restante?s?|reste|solde|dispo(?:nible)?s?|physique|reel(?:le)?s?|rayon|etagere|depot|magasin|on hand|in stock|available|counted|inventory|count|level)\b/;

/** Whether the quantities of a file say how much there is, by the name of their column or by what stands above it. */
export function looksCounted({ table, mapping }: Pick<ImportInput, 'table' | 'mapping'>): boolean {
  const { rows, headerIndex } = table;
  const header = rows[headerIndex] ?? [];
  const column = mapping.counted === undefined ? '' : cellText(header[mapping.counted]);
  const above = rows.slice(0, headerIndex).flatMap((row) => row.slice(0, 5).map(cellText));
  return [column, ...above].some((text) => LEVEL.test(fold(text.slice(0, 200))));
}

/** Whether the stock of a row may be recorded: where it would replace a known one by what hardly is a count, as chosen. */
export function mayCount(row: Row, product: Product, counted: number, input: ImportInput): boolean {
  const stock = input.existing.stock.get(product._id);
  if (!stock || !isKnownStock(stock) || stock.onHand === counted || looksCounted(input)) return true;
  const about = { product: product.name, before: stock.onHand, after: counted };
  return row.ask('stock-overwritten', about) === 'counted';
}

/** A count made by an import: its id follows from `mark`, so that importing twice is counting once. */
export function importedCount(row: CountedRow, mark: string, context: CountContext): Count {
  const { author, today, timezone } = context;
  const past = row.day !== null && row.day < today ? row.day : null;
  const at = past === null ? author.at : instantOf(past, EVENING, timezone);
  const id = timedId('count', at, IMPORT_DEVICE, fingerprint(mark));
  return count({ productId: row.productId, counted: row.counted }, { id, author, at, day: past ?? today });
}

const markOf = (row: CountedRow, dated: boolean): string =>
  `${row.productId}|${row.counted}${dated ? `|${row.day}` : ''}`;

/**
 * The counts that the rows ask for, without those of an earlier import. A count of a past day is known by its id. One of
 * "now" has no day to tell it from next month's: when at least half of the rows say what one earlier import said, they
 * are that file again, and only what differs is counted (all of it when `recount`).
 */
export function newCounts(
  rows: readonly CountedRow[],
  existing: Existing,
  options: ImportOptions,
  context: CountContext,
): { counts: Count[]; already: number } {
  const ids = new Set<string>(existing.counts.map(({ _id }) => _id));
  const dated = rows.filter((row) => row.day !== null && row.day < context.today);
  const now = rows.filter((row) => row.day === null || row.day >= context.today);
  const repeated = options.recount ? new Set<string>() : repeatedMarks(now, existing);
  const counts = [
    ...dated.map((row) => importedCount(row, markOf(row, true), context)).filter(({ _id }) => !ids.has(_id)),
    ...now
      .filter((row) => !repeated.has(fingerprint(markOf(row, false))))
      .map((row) => importedCount(row, markOf(row, false), context)),
  ];
  return { counts, already: rows.length - counts.length };
}

function repeatedMarks(now: readonly CountedRow[], existing: Existing): Set<string> {
  const marks = new Set(now.map((row) => fingerprint(markOf(row, false))));
  const byInstant = new Map<string, Set<string>>();
  for (const { _id, at } of existing.counts) {
    const mark = parseTimedId(_id)?.n ?? '';
    if (!marks.has(mark)) continue;
    byInstant.set(at, (byInstant.get(at) ?? new Set()).add(mark));
  }
  let best = new Set<string>();
  for (const found of byInstant.values()) if (found.size > best.size) best = found;
  return best.size * 2 >= now.length ? best : new Set();
}
