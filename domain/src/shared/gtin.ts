/** The longest trade item number: all are compared at this length, filled with zeros. */
const LENGTH = 14;
const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/**
 * A text as a trade item number (EAN-8, UPC-E, UPC-A, EAN-13, GTIN-14) of 14 digits, or null when it is none. A UPC-E
 * is the UPC-A that it stands for; of the several facts that a carton's code tells ("01" and its number, then its date
 * or its lot: GS1-128) the number counts.
 */
export function gtinOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  const ofCarton = /^(?:\(01\)|01)(\d{14})/.exec(digits)?.[1];
  if (ofCarton !== undefined && hasCheckDigit(ofCarton)) return ofCarton;
  if (!LENGTHS.has(digits.length) || !/^\d+$/.test(digits)) return null;
  return fromUpcE(digits) ?? digits.padStart(LENGTH, '0');
}

/**
 * UPC-E leaves zeros of a UPC-A out; its sixth digit tells which (GS1 General Specifications, 5.2.2.4.2). Null for what
 * is none: the check digit is that of the whole number, so that few EAN-8 are taken for one.
 */
function fromUpcE(digits: string): string | null {
  const [, system, first = '', third = '', fourth = '', fifth = '', last = '', check] =
    /^([01])(\d\d)(\d)(\d)(\d)(\d)(\d)$/.exec(digits) ?? [];
  if (system === undefined) return null;
  const zeros: Readonly<Record<string, string>> = {
    0: `${first}00000${third}${fourth}${fifth}`,
    1: `${first}10000${third}${fourth}${fifth}`,
    2: `${first}20000${third}${fourth}${fifth}`,
    3: `${first}${third}00000${fourth}${fifth}`,
    4: `${first}${third}${fourth}00000${fifth}`,
  };
  const body = zeros[last] ?? `${first}${third}${fourth}${fifth}0000${last}`;
  const whole = `${system}${body}${check}`.padStart(LENGTH, '0');
  return hasCheckDigit(whole) ? whole : null;
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
