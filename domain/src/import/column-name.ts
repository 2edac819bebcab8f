import { COLUMN_NAMES, coreOf, type FieldNames } from './synonyms.ts';
import type { Cell } from './table.ts';
import { cellText, fold } from './text.ts';

const LONGEST_NAME = 80;

/** Words that say with or without tax, not what a price is of. */
const WITH_TAX =
  /\b(?:ttc|toutes taxes(?: comprises)?|tax(?:es?)? incl\w*|incl\w* (?:tax|vat|tva)|tva incluse|vat incl\w*)\b/;
const WITHOUT_TAX = /\b(?:ht|hors taxes?|tax(?:es?)? excl\w*|excl\w* (?:tax|vat|tva)|tva exclue|vat excl\w*)\b/;

/** A column's name as it is compared. */
export interface ColumnName {
  /** The words of `text` without those that say in what, or of what. */
  readonly core: string;
  readonly words: readonly string[];
  /** Folded, without what stands in square brackets (a shop's name) and without words about tax. */
  readonly text: string;
  /** "En stock ?": a column that answers yes or no. */
  readonly isQuestion: boolean;
  readonly tax: 'with' | 'without' | null;
}

/** Every word of every known name: what holds none of them names no column. */
const KNOWN_WORDS = new Set(
  Object.values(COLUMN_NAMES).flatMap((all) =>
    all.flatMap(({ names }) => [...names].flatMap((name) => name.split(' '))),
  ),
);

/** What a cell names, as it is compared; a sentence names no column. */
export function columnName(header: Cell): ColumnName {
  const written = typeof header === 'string' ? cellText(header.slice(0, 200)) : '';
  const raw = written.length > LONGEST_NAME ? '' : written;
  const folded = fold(
    raw
      .replace(/^.*\b(?:lignes?|lines?)\b[^/]*\/(?=.)/i, '')
      .replace(/\[[^\]]*\]/g, ' ')
      // "Quantity (- Refund)"
      .replace(/\(\s*[-–−]\s*(?:refund|remboursement|retour)s?\s*\)/i, ' net')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[°º]/g, ' '),
  );
  const tax = WITH_TAX.test(folded) ? 'with' : WITHOUT_TAX.test(folded) ? 'without' : null;
  const bare = folded.replace(WITH_TAX, ' ').replace(WITHOUT_TAX, ' ').replace(/\s+/g, ' ').trim();
  const whole = bare === '' ? folded : bare;
  const text = whole.split(' ').some((word) => KNOWN_WORDS.has(word)) ? whole : '';
  const core = coreOf(text);
  return { text, core, words: core.split(' '), isQuestion: /\?\s*$/.test(raw), tax };
}

/**
 * How well a column's name fits a field: 3 the very name, 2 but for words such as FCFA, 1 and more when it contains it.
 */
export function fit({ text, core, words }: ColumnName, known: FieldNames): number {
  if (known.names.has(text)) return 3;
  if (core === '' || known.never?.test(text)) return 0;
  if (known.cores.has(core)) return 2;
  let best = 0;
  for (const needed of known.words) {
    const share = needed.length / words.length;
    if (1 + share / 2 > best && needed.every((word) => words.includes(word))) best = 1 + share / 2;
  }
  return best;
}
