import { type Author, type Count, count, type Product, type ProductId, timedId } from '../documents/index.ts';
import { instantOf } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import type { ProductName } from './book.ts';
import type { Existing } from './existing.ts';
import { headerOf, textsAbove } from './header.ts';
import { fingerprint } from './keys.ts';
import { askedUnits, unitsIn } from './packs.ts';
import { repeatedMarks } from './repeated.ts';
import type { Row } from './row.ts';
import { cellText, fold } from './text.ts';
import type { ImportInput } from './types.ts';

/** The device part of the ids of what imports record. */
export const IMPORT_DEVICE = 'import';
/** The time of day of counts that a file only gives a day. */
export const EVENING = '23:59:59.999';

/** What a row says lies on the shelf, in the evening of `day`, or now when null. */
export interface CountedRow {
  readonly productId: ProductId;
  readonly counted: number;
  readonly day: Day | null;
}

interface CountContext {
  readonly existing: Pick<Existing, 'voided'>;
  readonly author: Author;
  readonly today: Day;
  readonly timezone: string;
}

const LEVEL =
  /\b(?:stocks?|inventaires?|compt(?:e|es|ee|ees|age|ages)|restante?s?|reste|solde|dispo(?:nible)?s?|physique|reel(?:le)?s?|rayon|etagere|depot|magasin|on hand|in stock|available|counted|inventory|count|level)\b/;

/** Kinds of articles that no shelf holds: of them "0" is not counted. */
const UNSTOCKED = /^(?:services?|virtual|virtuel|digital|numerique|downloadable|consumable|consommable)\b/;

/** Whether the quantities of a file say how much there is, by the name of their column or by what stands above it. */
function looksCounted({ table, mapping }: Pick<ImportInput, 'table' | 'mapping'>): boolean {
  const column = mapping.counted === undefined ? '' : cellText(headerOf(table)[mapping.counted]);
  return [column, table.title ?? '', ...textsAbove(table)].some((text) => LEVEL.test(fold(text.slice(0, 200))));
}

/** What a row says of the stock of its product: counted on the shelf, come in, or nothing. */
export interface RowStock {
  readonly counted: number | null;
  readonly delivered: number | null;
}

const NO_STOCK: RowStock = { counted: null, delivered: null };

/**
 * The stock that a row tells. What only a person can read is asked, and so is a quantity that hardly was counted where
 * it would replace a known stock.
 */
export function countedOf(row: Row, product: Product, input: ImportInput): RowStock {
  const read = row.peek('counted');
  if (!read) return NO_STOCK;
  const isForAPerson = !read.ok && (read.error === 'unclear' || read.error === 'reads-two-ways');
  const written = isForAPerson ? null : row.quantity('counted');
  const counted = isForAPerson
    ? askedUnits(row, 'counted', product)
    : written === null
      ? null
      : unitsIn(row, 'counted', product, written);
  if (counted === null) return NO_STOCK;
  if (counted === 0 && UNSTOCKED.test(fold(cellText(row.cell('rowType')).slice(0, 100)))) return NO_STOCK;
  const stock = input.existing.stock.get(product._id);
  if (!stock?.isKnown || stock.onHand === counted || looksCounted(input)) return { ...NO_STOCK, counted };
  const choice = row.ask('stock-overwritten', { product: product.name, before: stock.onHand, after: counted });
  return choice === 'counted'
    ? { ...NO_STOCK, counted }
    : choice === 'delivered'
      ? { ...NO_STOCK, delivered: counted }
      : NO_STOCK;
}

/** Notes that the stock was counted again after `time` of `day`: then what the row says of that day changes nothing. */
export function warnOfLaterCount(row: Row, product: Product, day: Day | null, time: string, input: ImportInput): void {
  const last = input.existing.stock.get(product._id)?.countedAt ?? '';
  if (day !== null && day < input.today && last > instantOf(day, time, input.timezone))
    row.fault('older-than-count', 'date');
}

/** The quantity of a sale or a delivery; one that reads two ways is asked. Null without an answer, or for a fault. */
export function askedQuantity(row: Row, name: ProductName | null): number | null {
  const read = row.peek('quantity');
  if (read?.ok) return row.quantityIn(read.value, 'quantity');
  if (read?.error !== 'reads-two-ways') return row.quantity('quantity');
  const product = name ? name.name || name.code || name.barcode : '';
  return row.askNumber({ product, before: cellText(row.cell('quantity')), after: '' });
}

/**
 * A count made by an import: its id follows from `mark`, so that importing twice is counting once; one that was taken
 * back is made again under another.
 */
export function importedCount(row: CountedRow, mark: string, context: CountContext): Count {
  const { author, today, timezone, existing } = context;
  const past = row.day !== null && row.day < today ? row.day : null;
  const at = past === null ? author.at : instantOf(past, EVENING, timezone);
  const idOf = (again: string) => timedId('count', at, IMPORT_DEVICE, fingerprint(`${mark}${again}`));
  let id = idOf('');
  for (let again = 2; existing.voided.has(id); again++) id = idOf(`~${again}`);
  return count({ productId: row.productId, counted: row.counted }, { id, author, at, day: past ?? today });
}

const markOf = (row: CountedRow, dated: boolean): string =>
  `${row.productId}|${row.counted}${dated ? `|${row.day}` : ''}`;

/**
 * The counts that the rows ask for, without those of an earlier import. A count of a past day is known by its id. One
 * of "now" has no day to tell it from next month's: when at least half of the rows say what one earlier import said,
 * they are that file again, and only what differs is counted (all of it when `recount`).
 */
export function newCounts(
  rows: readonly CountedRow[],
  { existing, options, ...context }: CountContext & Pick<ImportInput, 'existing' | 'options'>,
): { counts: Count[]; already: number } {
  const earlier = existing.counts.filter(({ _id }) => !existing.voided.has(_id));
  const ids = new Set<string>(earlier.map(({ _id }) => _id));
  const dated = rows.filter((row) => row.day !== null && row.day < context.today);
  const now = rows.filter((row) => row.day === null || row.day >= context.today);
  const marks = new Set(now.map((row) => fingerprint(markOf(row, false))));
  const repeated = options.recount ? new Set<string>() : repeatedMarks(marks, earlier);
  const counts = [
    ...dated
      .map((row) => importedCount(row, markOf(row, true), { ...context, existing }))
      .filter(({ _id }) => !ids.has(_id)),
    ...now
      .filter((row) => !repeated.has(fingerprint(markOf(row, false))))
      .map((row) => importedCount(row, markOf(row, false), { ...context, existing })),
  ];
  return { counts, already: rows.length - counts.length };
}
