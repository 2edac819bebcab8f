/** Written alike for one and for many: kg, cl, L, m². */
const isSymbol = (word: string): boolean => word.length <= 2 || !/^\p{L}+$/u.test(word);

function pluralOf(word: string): string {
  if (isSymbol(word) || /[sxz]$/i.test(word)) return word;
  if (/(?:eau|au|eu)$/i.test(word)) return `${word}x`;
  if (/al$/i.test(word)) return `${word.slice(0, -1)}ux`;
  return `${word}s`;
}

/**
 * A unit of sale beside its quantity: "sac", "sacs" from two on (1,9 sac, as French counts). Only the first word takes
 * the plural: "cartons de 12".
 */
export function unitFor(quantity: number, unit: string): string {
  if (Math.abs(quantity) < 2) return unit;
  const [first = '', ...rest] = unit.split(' ');
  return [pluralOf(first), ...rest].join(' ');
}
