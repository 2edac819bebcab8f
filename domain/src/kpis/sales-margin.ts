/** Below half of what a double counts exactly, so that two of them still add up exactly. */
const EXACT = 2 ** 52;
/** Hundred-thousandths of a franc: thousandths of a unit x hundredths of a franc. */
const FRANC = 100_000n;

/**
 * Margin: CA - quantity x purchase price, exact until it is rounded to the franc. The purchase price is the product's
 * present one: the ledger does not keep what each unit cost.
 */
export class MarginSum {
  #revenue = 0;
  /** Hundred-thousandths of a franc, in two parts: whole numbers of this size are slow, a day has thousands. */
  #cost = 0;
  #large = 0n;

  /** `milli`: thousandths delivered, `revenue`: their FCFA, `purchasePrice`: FCFA a unit, at most 2 decimals. */
  add(milli: number, revenue: number, purchasePrice: number): void {
    const cents = Math.round(purchasePrice * 100);
    const cost = milli * cents;
    this.#revenue += revenue;
    if (Math.abs(cost) > EXACT) this.#large += BigInt(milli) * BigInt(cents);
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
