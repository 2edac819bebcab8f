import { formatNumber } from './number.ts';

/** "1 vente", "12 ventes": in French, zero and one are singular. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${Math.abs(count) < 2 ? one : many}`;
