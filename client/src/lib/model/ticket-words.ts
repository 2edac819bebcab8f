import { fold, formatDayLong } from '@digiboost/domain/french';
import type { Day } from '@digiboost/domain/shared/day';

/** What is looked for among tickets, word by word: « 12 500 » is one amount. */
export const wordsOf = (query: string): string[] =>
  fold(query.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '$1')).split(/\s+/);

/** Whether a word of `text` begins with `typed`: « eau » is not in « plateau ». Both are folded. */
export function beginsWord(text: string, typed: string): boolean {
  for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
    if (at === 0 || !/[a-z0-9]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** What the tickets of a day are found by: « 30/11/2026 dimanche 30 novembre », folded. */
export const dayWords = (day: Day): string => fold(`${day.split('-').reverse().join('/')} ${formatDayLong(day)}`);
