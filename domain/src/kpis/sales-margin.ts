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

  /** Of `FRANC`. */
  get exact(): bigint {
    return BigInt(this.#revenue) * FRANC - this.#large - BigInt(this.#cost);
  }

  /** Whole FCFA, half up. */
  get francs(): number {
    return rounded(this.exact);
  }
}

const inFrancs = (exact: bigint): bigint => exact / FRANC - (exact < 0n && exact % FRANC !== 0n ? 1n : 0n);

/** A loss is rounded half up too. */
const rounded = (exact: bigint): number => Number(inFrancs(exact + FRANC / 2n));

/**
 * The parts of one margin in whole FCFA, so that they add up to it: each rounded down, and the francs that are missing
 * given to the largest remainders.
 */
export function francsTogether(parts: readonly MarginSum[]): number[] {
  const exact = parts.map((part) => part.exact);
  const francs = exact.map((part) => Number(inFrancs(part)));
  const whole = rounded(exact.reduce((sum, part) => sum + part, 0n));
  const missing = whole - francs.reduce((sum, part) => sum + part, 0);
  const rests = exact.map((part, index) => ({ index, rest: part - inFrancs(part) * FRANC }));
  rests.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of rests.slice(0, missing)) francs[index] = (francs[index] ?? 0) + 1;
  return francs;
}
