import { fold } from './text.ts';

/** The sizes that names tell, and how many of the smallest unit each is. */
const UNITS: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  kg: ['g', 1000],
  g: ['g', 1],
  gr: ['g', 1],
  mg: ['g', 0.001],
  l: ['ml', 1000],
  cl: ['ml', 10],
  ml: ['ml', 1],
  m: ['mm', 1000],
  cm: ['mm', 10],
  mm: ['mm', 1],
  w: ['w', 1],
};
const SIZE = new RegExp(`(\\d+(?:[.,]\\d+)?)\\s*(${Object.keys(UNITS).join('|')})(?![\\p{L}\\d])`, 'giu');
const LINKING = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'au', 'aux', 'en', 'et', 'pour', 'avec', 'the', 'of']);

const wordsOf = (name: string): string[] =>
  fold(name.replace(SIZE, ' '))
    .split(' ')
    .filter((word) => word !== '' && !LINKING.has(word));

const sizesOf = (name: string): string[] =>
  [...name.matchAll(SIZE)].map(([, amount = '', written = '']) => {
    const [unit, factor] = UNITS[written.toLowerCase()] ?? [written, 1];
    return `${Math.round(Number(amount.replace(',', '.')) * factor * 1000)} ${unit}`;
  });

/** Whether the letters of two words differ by one change at most. */
function nearly(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

const sameWord = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // "bris." for "brisé"; one slip of the finger in a longer word.
  return short.length >= 3 && (long.startsWith(short) || (short.length >= 4 && nearly(short, long)));
};

/**
 * How much two names mean one article, 0..1: the share of the shorter name's words that the other has too. Names of
 * different sizes ("25 kg" and "5 kg") are of different articles, whatever their words.
 */
export function likeness(a: string, b: string): number {
  if (fold(a) === fold(b)) return 1;
  const [sizesA, sizesB] = [sizesOf(a), sizesOf(b)];
  if (sizesA.length > 0 && sizesB.length > 0 && !sizesA.some((size) => sizesB.includes(size))) return 0;
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  const [few, many] = wordsA.length <= wordsB.length ? [wordsA, wordsB] : [wordsB, wordsA];
  // Names in letters that are not compared (Arabic digits apart, emoji): nothing tells them apart but themselves.
  if (few.length === 0) return many.length === 0 ? 0.5 : 0;
  return few.filter((word) => many.some((other) => sameWord(word, other))).length / few.length;
}

const SAME_ARTICLE = 0.4;

/** Whether two names can be of one article. */
export const sameArticle = (a: string, b: string): boolean => likeness(a, b) >= SAME_ARTICLE;
