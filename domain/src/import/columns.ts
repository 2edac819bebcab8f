import { COLUMN_NAMES, coreOf, type FieldNames, KIND_FIELDS } from './synonyms.ts';
import { cellText, fold, isBlank } from './text.ts';
import { type Cell, type Field, IMPORT_KINDS, type ImportKind, type Mapping, type Table } from './types.ts';

/** More columns than this are not looked at: nobody names three hundred of them. */
export const MAX_COLUMNS = 100;
const HEADER_SEARCH = 20;

/** A column's name, folded: "unitPrice" and "Prix d'achat (FCFA)" become words. */
function words(header: string): string {
  return fold(
    header
      .slice(0, 200)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[°º]/g, ' '),
  );
}

/** How well a column's name fits a field: 3 the very name, 2 but for words such as FCFA, 1 and more when it contains it. */
function fit(name: string, known: FieldNames): number {
  if (known.names.has(name)) return 3;
  const core = coreOf(name);
  if (core === '') return 0;
  if (known.cores.has(core)) return 2;
  const own = core.split(' ');
  let best = 0;
  for (const needed of known.words) {
    const share = needed.length / own.length;
    if (1 + share / 2 > best && needed.every((word) => own.includes(word))) best = 1 + share / 2;
  }
  return best;
}

interface Match {
  readonly field: Field;
  readonly column: number;
  readonly score: number;
}

function matches(kind: ImportKind, header: readonly Cell[]): Match[] {
  const names = header.slice(0, MAX_COLUMNS).map((cell) => (typeof cell === 'string' ? words(cellText(cell)) : ''));
  const found: Match[] = [];
  for (const known of COLUMN_NAMES[kind]) {
    names.forEach((name, column) => {
      const score = name === '' ? 0 : fit(name, known);
      if (score > 0) found.push({ field: known.field, column, score });
    });
  }
  const taken: Match[] = [];
  // The surest first; of equals, the field listed first, then the column further left.
  for (const match of found.sort((a, b) => b.score - a.score)) {
    if (!taken.some((other) => other.field === match.field || other.column === match.column)) taken.push(match);
  }
  return taken;
}

/** Which column holds which field, from the names of the columns, in French or English. */
export function recogniseColumns(kind: ImportKind, header: readonly Cell[]): Mapping {
  const mapping: { [F in Field]?: number } = {};
  for (const { field, column } of matches(kind, header)) mapping[field] = column;
  return mapping;
}

/** The groups of fields (one of each is needed) that no column holds. */
export const missingFields = (kind: ImportKind, mapping: Mapping): readonly (readonly Field[])[] =>
  KIND_FIELDS[kind].required.filter((group) => group.every((field) => mapping[field] === undefined));

/** How much the columns look like a file of that kind. */
function likeness(kind: ImportKind, header: readonly Cell[]): number {
  const mapping = recogniseColumns(kind, header);
  const score = matches(kind, header).reduce((sum, match) => sum + match.score, 0);
  const { unitPrice, total, purchasePrice, salePrice } = mapping;
  const priced = [unitPrice, total, purchasePrice, salePrice].some((column) => column !== undefined);
  // Products and quantities without any price are more often an inventory than sales or a catalogue.
  const unpriced = kind !== 'stock' && !priced ? 2.5 : 0;
  return score - 6 * missingFields(kind, mapping).length - unpriced;
}

/** The kind of file that columns so named most likely hold. */
export function guessKind(header: readonly Cell[]): ImportKind {
  let best: ImportKind = 'catalogue';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const kind of IMPORT_KINDS) {
    const score = likeness(kind, header);
    if (score > bestScore) [best, bestScore] = [kind, score];
  }
  return best;
}

/** The row that names the columns: of the first twenty, the one with the most known names; else the first with text. */
export function findHeader(rows: Table['rows']): number {
  let best = -1;
  let bestCount = 0;
  const end = Math.min(rows.length, HEADER_SEARCH);
  for (let index = 0; index < end; index++) {
    const row = rows[index] ?? [];
    const count = Math.max(...IMPORT_KINDS.map((kind) => matches(kind, row).length));
    if (count > bestCount) [best, bestCount] = [index, count];
  }
  if (best >= 0) return best;
  return Math.max(
    0,
    rows.findIndex((row) => row.some((cell) => !isBlank(cell))),
  );
}
