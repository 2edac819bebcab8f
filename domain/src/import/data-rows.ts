import { filledIn, leastFilled } from './column-facts.ts';
import type { FaultCode } from './faults.ts';
import { headerOf } from './header.ts';
import { readNumber } from './numbers.ts';
import type { Cell, Mapping, Table } from './table.ts';
import { cellText, fold, isAbsent } from './text.ts';
import type { ImportKind } from './types.ts';

/** What a row under the header is: data, nothing at all, or what people write around their data. */
export type RowKind = 'data' | 'blank' | Extract<FaultCode, 'total-row' | 'title-row' | 'note-row' | 'header-row'>;

const TOTAL =
  /^(?:(?:sous|grand|s) *)?tota(?:l|ux)\b|^(?:montant|valeur|nombre|stock|quantite|qte|cumul|chiffre|recette)s? (?:total|totale|totaux)\b|^(?:net a payer|a reporter|report|somme|moyenne|cumul)\b/;
/** Words that open a sentence under a table, or a line of its reckoning. */
const NOTE =
  /^(?:arretee? (?:le|la|les) present|certifie|fait (?:a|le)\b|signature|signe|visa|cachet|le gerant|la gerante|le responsable|nb\b|n b\b|nota|edite le|imprime le|exporte le|genere le|page \d|tva\b|remise\b|acompte\b|reste a payer|source\b)/;
/** What a supplier charges beside the goods: nothing that lies on a shelf. */
const CHARGE =
  /^(?:(?:frais|cout)s? (?:de |d )?)?(?:transport|port|livraison|manutention|dechargement|emballage|douane|dossier)s?$/;
const SUMMARY = /^(?:resume|statistiques?|recapitulatif|synthese|bilan)\b/;
/** A column that so many of the rows fill is one that data fill. */
const USUAL = 0.6;
/** The share of the usual columns that a row of a summary fills at most. */
const SPARSE = 0.5;

/** The columns that most rows of data fill: of rows that are about as full as the fullest tenth. */
function usualColumns(rows: readonly (readonly number[])[]): ReadonlySet<number> {
  const least = leastFilled(rows.map((filled) => filled.length));
  const counts = new Map<number, number>();
  const whole = rows.filter((filled) => filled.length >= least);
  for (const filled of whole) for (const column of filled) counts.set(column, (counts.get(column) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= whole.length * USUAL).map(([column]) => column));
}

/** What the columns add up to, since the last total and since the beginning: what a total repeats. */
class Sums {
  readonly #all = new Map<number, number>();
  readonly #section = new Map<number, number>();

  add(cells: readonly Cell[], columns: readonly number[]): void {
    for (const column of columns) {
      const value = numberIn(cells[column]);
      for (const sums of [this.#all, this.#section]) sums.set(column, (sums.get(column) ?? 0) + value);
    }
  }

  closeSection(): void {
    this.#section.clear();
  }

  /** Whether a number of the row is such a sum. */
  tells(cells: readonly Cell[], columns: readonly number[]): boolean {
    return columns.some((column) => {
      const value = numberIn(cells[column]);
      const isSum = (sum = 0) => Math.abs(sum - value) < 0.006;
      return value !== 0 && (isSum(this.#section.get(column)) || isSum(this.#all.get(column)));
    });
  }
}

function numberIn(cell: Cell): number {
  const read = readNumber(cell, 'comma');
  return read.ok ? read.value.value : 0;
}

/** What each row under the header is; the first is the one after the header. */
export function rowKinds(kind: ImportKind, table: Table, mapping: Mapping): RowKind[] {
  const { rows, headerIndex } = table;
  const data = rows.slice(headerIndex + 1);
  const filled = data.map(filledIn);
  const usual = usualColumns(filled);
  const header = headerOf(table).map((cell) => fold(cellText(cell).slice(0, 200)));
  const sums = new Sums();
  let inSummary = false;
  return data.map((cells, index) => {
    const columns = filled[index] ?? [];
    const found = kindOf(cells, columns, { kind, header, usual, mapping, sums, inSummary });
    if (found === 'data') {
      sums.add(cells, columns);
      inSummary = false;
    } else if (found === 'total-row') sums.closeSection();
    else if (found === 'title-row') {
      sums.closeSection();
      inSummary = SUMMARY.test(fold(cellText(cells[columns[0] ?? 0])));
    }
    return found;
  });
}

interface Context {
  readonly kind: ImportKind;
  readonly header: readonly string[];
  readonly usual: ReadonlySet<number>;
  readonly mapping: Mapping;
  readonly sums: Sums;
  /** The row comes after a title such as "Résumé". */
  readonly inSummary: boolean;
}

function kindOf(cells: readonly Cell[], columns: readonly number[], context: Context): RowKind {
  const { kind, header, usual, mapping, sums, inSummary } = context;
  if (columns.length === 0) return 'blank';
  const named = columns.filter(
    (column) => header[column] && fold(cellText(cells[column]).slice(0, 200)) === header[column],
  );
  if (named.length >= 2 && named.length >= columns.length * USUAL) return 'header-row';
  const lead = columns.find((column) => /\p{L}/u.test(cellText(cells[column]).slice(0, 100)));
  const text = lead === undefined ? '' : cellText(cells[lead]);
  const folded = fold(text.slice(0, 100));
  const lacks = [...usual].some((column) => !columns.includes(column));
  const hasCode = [mapping.code, mapping.barcode].some(
    (column) => column !== undefined && column !== lead && !isAbsent(cells[column]),
  );
  // "Total Quartz 5 L" is an oil: a total leaves out what is not added up, or repeats the sum of what stands above it.
  if (TOTAL.test(folded) && !hasCode && (lacks || sums.tells(cells, columns))) return 'total-row';
  if (NOTE.test(folded) && !hasCode && lacks) return 'note-row';
  if (kind === 'delivery' && CHARGE.test(folded) && !hasCode) return 'note-row';
  if (usual.size >= 3) {
    if (columns.length === 1 && !isCode(columns[0], text, mapping)) {
      // A product that nobody counted also stands alone in its row, and who owes nothing; in a price list nobody would.
      const lone = kind === 'stock' ? mapping.name : kind === 'customers' ? mapping.customer : undefined;
      if (lone === undefined || columns[0] !== lone || isTitle(text))
        return lead === undefined ? 'note-row' : 'title-row';
    }
    if (columns.length === 2 && text.endsWith(':')) return 'note-row';
    if (inSummary && columns.length <= usual.size * SPARSE) return 'note-row';
  } else if (columns.length === 1 && usual.size === 2 && !isCode(columns[0], text, mapping) && isTitle(text)) {
    return 'title-row';
  }
  return 'data';
}

/** Whether what stands alone in a row is a product's code: headings hold no figures. */
const isCode = (column: number | undefined, text: string, { code, barcode }: Mapping): boolean =>
  column !== undefined && (column === code || column === barcode) && (text === '' || /\d/.test(text));

/** Whether a text that stands alone in its row is a heading: in capitals, or closed by a colon. */
const isTitle = (text: string): boolean =>
  text.endsWith(':') || (/\p{Lu}{3}/u.test(text) && text === text.toUpperCase());
