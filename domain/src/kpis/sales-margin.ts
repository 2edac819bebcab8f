import type { CostedRow } from '../ledger/cost.ts';

/** Below half of what a double counts exactly, so that two of them still add up exactly. */
const EXACT = 2 ** 52;
/** Thousandths of a unit x millionths of a franc. */
const FRANC = 1_000_000_000n;

/** Margin: CA - quantity x cost at the sale's instant (CMP), exact until it is rounded to the franc. */
export class MarginSum {
  #revenue = 0;
  /** Of `FRANC`, in two parts: whole numbers of this size are slow, a day has thousands. */
  #cost = 0;
  #large = 0n;

  /** What a part of a day sold: thousandths, their FCFA, and what a unit cost, at most 6 decimals. */
  add({ sold: milli, revenue, unitCost }: Pick<CostedRow, 'sold' | 'revenue' | 'unitCost'>): void {
    const millionths = Math.round(unitCost * 1_000_000);
    const cost = milli * millionths;
    this.#revenue += revenue;
    if (Math.abs(cost) > EXACT) this.#large += BigInt(milli) * BigInt(millionths);
    else this.#cost += cost;
    if (Math.abs(this.#cost) > EXACT) {
      this.#large += BigInt(this.#cost);
      this.#cost = 0;
    }
  }

  /** Whole FCFA, half up. */
  get francs(): number {
    const exact = BigInt(this.#revenue) * FRANC - this.#large - BigInt(this.#cost);
    const shifted = exact + FRANC / 2n;
    // Division of whole numbers cuts towards zero; a loss is rounded half up too.
    return Number(shifted / FRANC - (shifted < 0n && shifted % FRANC !== 0n ? 1n : 0n));
  }
}
