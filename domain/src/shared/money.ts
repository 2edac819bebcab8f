import { toMilli } from './quantity.ts';

/** The amount of a line in whole FCFA: quantity x unit price, rounded half up to the franc. */
export const lineAmount = (quantity: number, unitPrice: number): number =>
  Math.round((toMilli(quantity) * unitPrice) / 1000);

/** Whether `value` is a whole, non-negative number of FCFA. */
export const isMoney = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Whether `value` is a non-negative unit cost in FCFA with at most 2 decimals. */
export const isUnitCost = (value: number): boolean =>
  // A third decimal is off by 0.1 at least; a double of this size is off by 0.016 at most.
  Number.isFinite(value) && value >= 0 && value <= 1e12 && Math.abs(value * 100 - Math.round(value * 100)) < 0.02;
