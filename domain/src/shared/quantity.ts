/**
 * Quantities carry at most 3 decimals (1.250 kg). Sums are taken over whole thousandths, so that
 * 0.1 + 0.2 is 0.3 on every device and in every view.
 */
export const MILLI = 1000;

/** A quantity in units as a whole number of thousandths. */
export const toMilli = (quantity: number): number => Math.round(quantity * MILLI);

/** A whole number of thousandths as a quantity in units. */
export const fromMilli = (milli: number): number => milli / MILLI;

/** Whether `value` is finite and has at most 3 decimals. */
export const isQuantity = (value: number): boolean =>
  // A fourth decimal is off by 0.1 at least; a double of this size is off by 0.0002 at most.
  Number.isFinite(value) && Math.abs(value) <= 1e9 && Math.abs(value * MILLI - Math.round(value * MILLI)) < 1e-3;
