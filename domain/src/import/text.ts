import type { Cell } from './table.ts';

// A cell may hold megabytes; nothing that we read is longer than this.
const LONGEST = 4000;

/**
 * A cell as one line of plain text: no control characters, no doubled spaces, and without the apostrophe by which
 * spreadsheets mark a text ("'00123"). Markup and formulas stay text.
 */
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
      .replace(/^'(?=[^'\s]|$)(?!.*')/, '')
  );
}

// A barcode in a numeric cell must not read 6.04e+12.
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value);

/** Whether a cell holds nothing. */
export const isBlank = (cell: Cell): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && (cell === '' || cellText(cell) === ''));

/**
 * Text as it is compared: without accents, case, punctuation or doubled spaces ("Prix d’Achat (FCFA)": "prix d achat
 * fcfa").
 */
export const fold = (text: string): string =>
  text
    .replace(/œ/gi, 'oe')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const ABSENT = new Set(
  'n a,na,nd,nc,ns,nsp,neant,aucun,aucune,null,none,nil,nan,ras,vide,sans,inconnu,inconnue,undefined'.split(','),
);

/** Whether a cell says that there is nothing to say: empty, "-", "N/A", "néant", "?". */
export function isAbsent(cell: Cell): boolean {
  if (isBlank(cell)) return true;
  if (typeof cell !== 'string') return false;
  const text = cellText(cell);
  // "#N/A" is a formula that failed, not somebody's "none".
  return (!text.startsWith('#') && ABSENT.has(fold(text))) || /^[-–—_./?*]+$/.test(text);
}

const YES = new Set(
  'oui,o,yes,y,vrai,true,1,1 0,x,ok,actif,active,en vente,publie,publiee,published,visible,disponible,available,enabled,on'.split(
    ',',
  ),
);
const NO = new Set(
  (
    'non,n,no,faux,false,0,0 0,inactif,inactive,archive,archivee,archived,arrete,arretee,draft,brouillon,masque,masquee,' +
    'hidden,prive,privee,private,indisponible,unavailable,disabled,off,desactive,desactivee,supprime,supprimee'
  ).split(','),
);

/** Yes or no, in French or English, in words, figures or marks; null when it is neither. -1 is a draft's "not yet". */
export function parseBoolean(cell: Cell): boolean | null {
  if (typeof cell === 'boolean') return cell;
  const text = cellText(cell);
  if (/^[✓✔☑✅]\ufe0f?$/.test(text)) return true;
  if (/^[✗✘☐❌]\ufe0f?$/.test(text) || text === '-1') return false;
  const word = fold(text);
  return YES.has(word) ? true : NO.has(word) ? false : null;
}
