import { type Movement, move, type ProductId, type SupplierId, timedId } from '../documents/index.ts';
import { instantOf } from '../shared/clock.ts';
import type { Day, Instant } from '../shared/day.ts';
import { IMPORT_DEVICE } from './counts.ts';
import { fingerprint } from './keys.ts';
import { repeatedMarks } from './repeated.ts';
import type { ImportInput } from './types.ts';

/** The time of day of deliveries that a file only gives a day. */
export const NOON = '12:00:00';

/** Units that a row says were delivered, at noon of `day`, or now when null. */
export interface DeliveredRow {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly day: Day | null;
  /** FCFA per unit. */
  readonly unitCost?: number;
  readonly supplierId?: SupplierId;
  /** Number of the delivery note. */
  readonly reference?: string;
}

/**
 * The entries that the rows ask for, without those of an earlier import. Their ids follow from what a row says and how
 * often the file says it; of an undated note, a second import is known by holding most of one earlier import's rows.
 */
export function newDeliveries(
  rows: readonly DeliveredRow[],
  input: Pick<ImportInput, 'author' | 'today' | 'timezone' | 'existing' | 'options'>,
): { movements: Movement[]; already: number } {
  const { author, today, timezone, existing, options } = input;
  const occurrences = new Map<string, number>();
  const entries = rows.map((row) => {
    const past = row.day !== null && row.day < today ? row.day : null;
    const content = [
      row.productId,
      row.quantity,
      row.unitCost ?? '',
      row.supplierId ?? '',
      row.reference ?? '',
      past ?? '',
    ];
    const text = content.join('|');
    const occurrence = (occurrences.get(text) ?? 0) + 1;
    occurrences.set(text, occurrence);
    const at = past === null ? author.at : instantOf(past, NOON, timezone);
    const mark = markOf(`${text}#${occurrence}`, at, existing.voided);
    const { quantity, unitCost, supplierId, reference, productId } = row;
    const movement = move(
      { productId, movementType: 'ENTRY', quantity, unitCost, supplierId, reference },
      { id: timedId('movement', at, IMPORT_DEVICE, mark), author, at, day: past ?? today },
    );
    return { movement, mark, isNow: past === null };
  });
  const earlier = existing.deliveries.filter(({ _id }) => !existing.voided.has(_id));
  const known = new Set<string>(earlier.map(({ _id }) => _id));
  const marks = new Set(entries.filter(({ isNow }) => isNow).map(({ mark }) => mark));
  const repeated = options.recount ? new Set<string>() : repeatedMarks(marks, earlier);
  const fresh = entries.filter(({ movement, mark, isNow }) => (isNow ? !repeated.has(mark) : !known.has(movement._id)));
  return { movements: fresh.map(({ movement }) => movement), already: entries.length - fresh.length };
}

/** The mark of an entry; one that was taken back is given another. */
function markOf(text: string, at: Instant, voided: ReadonlySet<string>): string {
  let mark = fingerprint(text);
  for (let again = 2; voided.has(timedId('movement', at, IMPORT_DEVICE, mark)); again++)
    mark = fingerprint(`${text}~${again}`);
  return mark;
}
