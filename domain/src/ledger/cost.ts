import type { ProductId } from '../documents/product.ts';
import { dayNumber } from '../shared/day.ts';
import { type DayRow, sumOf } from './day-row.ts';
import type { Entry } from './entries.ts';

/** What a count found on the shelf, in thousandths, and when: the business day, and ms since 1970. */
export interface CountPoint {
  readonly eventId: string;
  readonly day: number;
  readonly at: number;
  readonly milli: number;
}

/** A row with what a unit of the product cost then. FCFA, at most 6 decimals. */
export interface CostedRow extends DayRow {
  readonly unitCost: number;
}

/** What the units of one product cost: each row's, oldest first, and now. */
export interface Costing {
  readonly rows: readonly CostedRow[];
  readonly unitCost: number;
}

/** What a costing is made from; rows and counts in any order. */
export interface Costed {
  readonly days: Iterable<DayRow>;
  readonly counts?: readonly CountPoint[];
  /** Thousandths on the shelf before all of them, where the older ones are not known; 0 otherwise. */
  readonly openingMilli?: number;
}

/** The counts among `entries`, by product. */
export function countsOf(entries: Iterable<Entry>): Map<ProductId, CountPoint[]> {
  const byProduct = new Map<ProductId, CountPoint[]>();
  for (const { productId, eventId, at, day, counted } of entries) {
    if (counted === null) continue;
    const point = { eventId, day: dayNumber(day), at: Date.parse(at), milli: counted };
    const own = byProduct.get(productId);
    if (own) own.push(point);
    else byProduct.set(productId, [point]);
  }
  return byProduct;
}

/** Of a franc: a sum of thousands of units still comes out to the franc. */
const DECIMALS = 1e6;

/**
 * Coût moyen pondéré (moving weighted average cost, CMP) in the order of time: q units received at the cost c on a
 * stock of s, taken as 0 below it, make (s x CMP + q x c) / (s + q). What leaves costs the average of its instant,
 * after what came at that same instant; a count or a correction moves the stock and not the average. `priceOn` (FCFA,
 * by the day's number) is what a reception cost that does not say so. Of goods that were never received it is what
 * those cost that a count finds beyond what was known, and what is sold on a day that begins with none of them.
 */
export function costing({ days, counts = [], openingMilli = 0 }: Costed, priceOn: (day: number) => number): Costing {
  const rows = inTime([...days]);
  // As for the stock: what counts at the instant of a count comes before it, and of two counts the greater id stands.
  const found = [...counts].sort((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1));
  const costed: CostedRow[] = [];
  let stock = openingMilli;
  let unitCost = priceOn(Math.min(rows[0]?.day ?? NOW, found[0]?.day ?? NOW));
  let isReceived = false;
  let next = 0;
  let day = Number.NaN;
  const take = (quantity: number, cost: number): void => {
    const before = Math.max(stock, 0);
    unitCost = Math.max(Math.round(((before * unitCost + cost) / (before + quantity)) * DECIMALS) / DECIMALS, 0);
  };
  const lay = (count: CountPoint): void => {
    const more = count.milli - Math.max(stock, 0);
    if (!isReceived && more > 0) take(more, more * priceOn(count.day));
    stock = count.milli;
    next += 1;
  };
  for (const row of rows) {
    for (let count = found[next]; count && count.at < row.at; count = found[next]) lay(count);
    // By the day: the rows of one may have been put together.
    if (!isReceived && stock <= 0 && row.day !== day) unitCost = priceOn(row.day);
    day = row.day;
    const received = row.priced + row.unpriced;
    if (received > 0) take(received, row.pricedCost / 100 + row.unpriced * priceOn(row.day));
    isReceived ||= received > 0;
    stock += row.delta;
    costed.push(atCost(row, unitCost));
  }
  for (let count = found[next]; count; count = found[next]) lay(count);
  return { rows: costed, unitCost: isReceived || stock > 0 ? unitCost : priceOn(NOW) };
}

/** After every day. */
const NOW = Number.POSITIVE_INFINITY;

// A literal rather than a spread: a shop has some hundred thousand rows.
const atCost = (row: DayRow, unitCost: number): CostedRow => ({
  productId: row.productId,
  day: row.day,
  at: row.at,
  delta: row.delta,
  sold: row.sold,
  revenue: row.revenue,
  missed: row.missed,
  missedRevenue: row.missedRevenue,
  priced: row.priced,
  pricedCost: row.pricedCost,
  unpriced: row.unpriced,
  unitCost,
});

/**
 * The rows of one product with those of one day as one (at the first of their instants) between which nothing came in
 * and nothing was counted: they cost the same, so that a product's years are as many rows as days, and the receptions.
 */
export function foldRows(rows: readonly DayRow[], counts: readonly CountPoint[] = []): DayRow[] {
  const sorted = inTime(rows);
  const times = counts.map(({ at }) => at).sort((a, b) => a - b);
  const folded: DayRow[] = [];
  let next = 0;
  for (const row of sorted) {
    const last = folded.at(-1);
    let isCounted = false;
    for (let time = times[next]; time !== undefined && time < row.at; time = times[next]) {
      isCounted ||= last !== undefined && time >= last.at;
      next += 1;
    }
    const isApart = isCounted || row.priced !== 0 || row.unpriced !== 0 || last?.day !== row.day;
    if (last && !isApart) folded[folded.length - 1] = sumOf(last, row);
    else folded.push(row);
  }
  return folded;
}

function inTime(rows: readonly DayRow[]): readonly DayRow[] {
  const isSorted = rows.every((row, index) => index === 0 || (rows[index - 1]?.at ?? 0) <= row.at);
  return isSorted ? rows : [...rows].sort((a, b) => a.at - b.at || a.day - b.day);
}
