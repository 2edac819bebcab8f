import { formatNumber } from './number.ts';

/** "1 vente", "12 ventes": in French, zero and one are singular. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${Math.abs(count) < 2 ? one : many}`;

/** `text` with a full stop at its end, the one of an abbreviation ("24 sept.") being enough. */
export const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
