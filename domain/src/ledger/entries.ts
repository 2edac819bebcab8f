import type { Count } from '../documents/count.ts';
import { FREE_LINE } from '../documents/free-line.ts';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import type { ProductId } from '../documents/product.ts';
import { saleLineAmount } from '../documents/settlement.ts';
import type { Void } from '../documents/void.ts';
import type { Day, Instant } from '../shared/day.ts';
import { toMilli } from '../shared/quantity.ts';

/** What an entry records. VOID entries carry the opposite figures of what they cancel. */
export type EntryKind = 'SALE' | 'MISSED' | 'RETURN' | 'ENTRY' | 'EXIT' | 'ADJUSTMENT' | 'VOID' | 'COUNT';

/**
 * One line of the ledger: what one event says of one product, at the instant at which it counts. Quantities are whole
 * thousandths of the product's unit, amounts whole FCFA; both add up exactly, in any order.
 */
export interface Entry {
  readonly eventId: string;
  /** Position in the event, so that `eventId` + `line` is unique. */
  readonly line: number;
  readonly productId: ProductId;
  readonly at: Instant;
  readonly day: Day;
  readonly kind: EntryKind;
  /** Change of the stock on hand. */
  readonly delta: number;
  /** Delivered to customers; of a return what came back, below 0. */
  readonly sold: number;
  /** FCFA of what was delivered. */
  readonly revenue: number;
  /** Asked for and not served. */
  readonly missed: number;
  /** FCFA of what was missed. */
  readonly missedRevenue: number;
  /** Received at a known cost, and that cost: hundred-thousandths of a franc (thousandths x hundredths). */
  readonly priced: number;
  readonly pricedCost: number;
  /** Received without a word about its cost. */
  readonly unpriced: number;
  /** 1: it says what lies on the shelf; -1: it takes back what did. A sale or a loss alone says nothing of it. */
  readonly told: number;
  /** Found on the shelf: COUNT only, else null. */
  readonly counted: number | null;
}

const NOTHING = {
  delta: 0,
  sold: 0,
  revenue: 0,
  missed: 0,
  missedRevenue: 0,
  priced: 0,
  pricedCost: 0,
  unpriced: 0,
  told: 0,
};
const FIGURES = Object.keys(NOTHING) as (keyof typeof NOTHING)[];
// 0 - 0 rather than -0, which JSON and deep equality would tell apart.
const negative = (value: number): number => 0 - value;

/** The ledger's lines that `event` makes, in the order of its own lines; none where only money moves. */
export function entriesOf(event: LedgerEvent): Entry[] {
  switch (event.type) {
    case 'count':
      return [countEntry(event)];
    case 'cash':
    case 'closing':
      return [];
    case 'void':
      return contentEntries(event._id, event.original).map((entry) => {
        const opposite = { ...entry, kind: 'VOID' as const };
        for (const figure of FIGURES) opposite[figure] = negative(entry[figure]);
        return opposite;
      });
    default:
      return contentEntries(event._id, event);
  }
}

function countEntry(count: Count): Entry {
  const { _id, productId, at, day } = count;
  const counted = toMilli(count.counted);
  return { ...NOTHING, eventId: _id, line: 0, productId, at, day, kind: 'COUNT', told: count.assumed ? 0 : 1, counted };
}

function contentEntries(eventId: string, content: Void['original']): Entry[] {
  const { at, day } = content;
  if (content.type === 'cash') return [];
  if (content.type === 'return') {
    return content.lines.map(({ productId, quantity, amount, restocked }, line) => ({
      ...NOTHING,
      eventId,
      line,
      productId,
      at,
      day,
      kind: 'RETURN',
      counted: null,
      delta: restocked === true && productId !== FREE_LINE ? toMilli(quantity) : 0,
      sold: negative(toMilli(quantity)),
      revenue: negative(amount),
    }));
  }
  if (content.type === 'movement') {
    const { productId, movementType: kind, unitCost, takesBack } = content;
    const quantity = toMilli(content.quantity);
    const received = kind === 'ENTRY' ? quantity : 0;
    const isPriced = unitCost !== undefined;
    return [
      {
        ...NOTHING,
        eventId,
        line: 0,
        productId,
        at,
        day,
        kind,
        counted: null,
        delta: kind === 'EXIT' ? negative(quantity) : quantity,
        priced: isPriced ? received : 0,
        pricedCost: isPriced ? received * Math.round(unitCost * 100) : 0,
        unpriced: isPriced ? 0 : received,
        told: takesBack ? -1 : kind === 'EXIT' ? 0 : 1,
      },
    ];
  }
  const missed = content.status === 'MISSED';
  // Whole literals rather than spreads: a shop's first copy makes thousands of these at once, ten times faster so.
  return content.lines.map((line, index) => {
    const quantity = toMilli(line.quantity);
    const amount = saleLineAmount(line);
    return {
      eventId,
      line: index,
      productId: line.productId,
      at,
      day,
      kind: missed ? 'MISSED' : 'SALE',
      // What is not in the catalogue has no stock.
      delta: missed || line.productId === FREE_LINE ? 0 : negative(quantity),
      sold: missed ? 0 : quantity,
      revenue: missed ? 0 : amount,
      missed: missed ? quantity : 0,
      missedRevenue: missed ? amount : 0,
      priced: 0,
      pricedCost: 0,
      unpriced: 0,
      told: 0,
      counted: null,
    };
  });
}
