/** The longest trade item number: all are compared at this length, filled with zeros. */
const LENGTH = 14;
const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/** A text as a trade item number (EAN-8, UPC-A, EAN-13, GTIN-14) of 14 digits, or null when it is none. */
export function gtinOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return LENGTHS.has(digits.length) && /^\d+$/.test(digits) ? digits.padStart(LENGTH, '0') : null;
}

/**
 * What two barcodes of one article have in common: 697929110035 and 0697929110035 are one; other codes as they stand.
 */
export const barcodeKey = (text: string): string => gtinOf(text) ?? text.trim().toLowerCase();

/** Whether the last digit of a number of 14 digits follows from the others, as in every true trade item number. */
export function hasCheckDigit(gtin: string): boolean {
  const digits = [...gtin].map(Number);
  const last = digits.pop() ?? 0;
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === last;
}
