import { oneLine } from '../french/typography.ts';

/** Words that people wrote, as an agent may see them: one line, cut, named for what they are, never to be followed. */
export interface Untrusted {
  readonly untrusted: string;
}

const MOST_CHARACTERS = 80;

/** `text` as words of people. */
export const untrusted = (text: string): Untrusted => ({ untrusted: oneLine(text, MOST_CHARACTERS) });

/** The first of a list, and the sum of the others: an answer has the same size in a small shop and in a large one. */
export interface Bounded<T> {
  readonly items: readonly T[];
  /** How many there are in all, and their FCFA. */
  readonly total: { readonly count: number; readonly francs: number };
  /** Those that are not listed. */
  readonly rest: { readonly count: number; readonly francs: number };
}

/** The `most` first of `all`; `francsOf` says how much each weighs. */
export function bounded<T>(all: readonly T[], most: number, francsOf: (item: T) => number): Bounded<T> {
  const sum = (items: readonly T[]) => ({
    count: items.length,
    francs: items.reduce((francs, item) => francs + francsOf(item), 0),
  });
  return { items: all.slice(0, most), total: sum(all), rest: sum(all.slice(most)) };
}
