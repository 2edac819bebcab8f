import type { Cell } from './types.ts';

// A cell may hold megabytes; nothing that we read is longer than this.
const LONGEST = 4000;

/** A cell as one line of plain text: no control characters, no doubled spaces. Markup and formulas stay text. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? plainNumber(cell) : '';
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  return (
    cell
      .slice(0, LONGEST)
      // Half of a surrogate pair is not text: CouchDB would refuse the document.
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
  );
}

// A barcode in a numeric cell must not read 6.04e+12.
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value);

/** Whether a cell holds nothing. */
export const isBlank = (cell: Cell): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && (cell === '' || cellText(cell) === ''));

/** Text as it is compared: without accents, case, punctuation or doubled spaces ("Prix d’Achat (FCFA)": "prix d achat fcfa"). */
export const fold = (text: string): string =>
  text
    .replace(/œ/gi, 'oe')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const YES = new Set(['oui', 'o', 'yes', 'y', 'vrai', 'true', '1', 'x', 'actif', 'active', 'en vente']);
const NO = new Set(['non', 'n', 'no', 'faux', 'false', '0', 'inactif', 'inactive', 'archive', 'arrete']);

/** Yes or no, in French or English; null when it is neither. */
export function parseBoolean(cell: Cell): boolean | null {
  if (typeof cell === 'boolean') return cell;
  const text = fold(cellText(cell));
  return YES.has(text) ? true : NO.has(text) ? false : null;
}
