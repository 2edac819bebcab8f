import type { Day } from '../shared/day.ts';
import { type ColumnFacts, columnFacts, filledIn, leastFilled, MAX_COLUMNS } from './column-facts.ts';
import { type ColumnName, columnName, fit } from './column-name.ts';
import { valueFit } from './column-values.ts';
import { isMissed } from './missed.ts';
import { STATUS_OF } from './sale-words.ts';
import { COLUMN_NAMES, type FieldNames, KIND_FIELDS, RATHER } from './synonyms.ts';
import type { Cell, Field, Mapping, Table } from './table.ts';
import { cellText, fold } from './text.ts';
import type { ImportKind } from './types.ts';

/** Rows of data from which a column is judged. */
const SAMPLE = 200;
/** Below this a name and its values do not fit. */
const LEAST = 0.4;
/** From here on a column is called what a field is called, and not only something of the kind. */
const NAMED = 2;

const YES_NO_FIELDS: ReadonlySet<Field> = new Set(['isActive', 'isArchived']);
/** What a line of an order says of itself. */
const LINE_FIELDS: ReadonlySet<Field> = new Set([
  'code',
  'barcode',
  'name',
  'quantity',
  'unitPrice',
  'total',
  'discount',
]);
const POOR = 0.5;
/** Codes are hardly longer. */
const SHORT = 15;
/** Places of which a stock may be told apart. */
const PLACE = /\b(?:depot|magasin|boutique|reserve|rayon)\b/;
/** What a shelf may hold, beside what it holds. */
const LIMIT = /\b(?:min\w*|max\w*|alerte|securite|theorique|initial|cible|valeur)\b/;
/** Share of the filled cells that an empty column counts as. */
const EMPTY = 0.1;

interface Match {
  readonly field: Field;
  readonly column: number;
  readonly score: number;
}

/** The columns of a file: their names and what their cells are like. */
export class Columns {
  readonly #names: readonly ColumnName[];
  readonly #facts: readonly ColumnFacts[];
  /** What the columns are called, whether that is known or not. */
  readonly #written: readonly string[];
  readonly #rows: readonly (readonly Cell[])[];
  readonly #hasRegularPrice: boolean;
  /** Beside the price "au détail" the one "de gros" is what the shop charges for many, not what it paid. */
  readonly #sellsWholesale: boolean;
  /** The lines of orders of an online shop: what is not called a "Lineitem" is of the whole order. */
  readonly #hasLineItems: boolean;
  /** Of columns of one name all but the best: the price without the tax beside that with it, a second table's. */
  readonly #again: ReadonlySet<number>;

  constructor(header: readonly Cell[], rows: readonly (readonly Cell[])[]) {
    this.#rows = rows;
    this.#names = header.slice(0, MAX_COLUMNS).map(columnName);
    this.#written = header.slice(0, MAX_COLUMNS).map((cell) => cellText(cell).slice(0, 80));
    // Titles and totals say little of what a column holds.
    const sizes = rows.slice(0, 2 * SAMPLE).map((row) => filledIn(row).length);
    const least = leastFilled(sizes);
    const sample = rows.filter((_, index) => (sizes[index] ?? 0) >= least).slice(0, SAMPLE);
    this.#facts = this.#names.map((_, column) => columnFacts(sample, column));
    this.#hasLineItems = this.#names.some(({ text }) => text === 'lineitem quantity');
    this.#hasRegularPrice = this.#names.some(({ text }) => text === 'regular price');
    this.#sellsWholesale = this.#names.some(({ text }) => /\bprix\b.*\bdetail\b/.test(text));
    this.#again = this.#namedAgain();
  }

  #namedAgain(): ReadonlySet<number> {
    const best = new Map<string, number>();
    const again = new Set<number>();
    this.#names.forEach(({ text, isQuestion }, column) => {
      if (text === '') return;
      const key = `${text}${isQuestion ? '?' : ''}`;
      const other = best.get(key);
      if (other === undefined) best.set(key, column);
      else {
        const isBetter = this.#rank(column) > this.#rank(other);
        again.add(isBetter ? other : column);
        if (isBetter) best.set(key, column);
      }
    });
    return again;
  }

  /** Of columns of one name: a filled one comes before an empty one, then the price with the tax. */
  #rank(column: number): number {
    const tax = this.#names[column]?.tax;
    return ((this.#facts[column]?.filled ?? 0) > 0 ? 10 : 0) + (tax === 'with' ? 1 : tax === 'without' ? -1 : 0);
  }

  /** The name of a column as it is compared. */
  name(column: number | undefined): string {
    return column === undefined ? '' : (this.#names[column]?.text ?? '');
  }

  /** Whether a column that holds something is called by one of these words. */
  has(words: RegExp): boolean {
    return this.#written.some((name, column) => words.test(fold(name)) && (this.#facts[column]?.filled ?? 0) > 0);
  }

  /** Share of the rows in which the one number times the other is the third. */
  product(one: number | undefined, other: number | undefined, result: number | undefined): number {
    const [a, b, c] = [one, other, result].map((column) => this.#facts[column ?? -1]?.numbersIn);
    if (!a || !b || !c) return 0;
    const whole = a.flatMap((value, row) => {
      const [factor, amount] = [b[row] ?? null, c[row] ?? null];
      return value === null || factor === null || amount === null ? [] : [Math.abs(value * factor - amount) <= 1];
    });
    return whole.length === 0 ? 0 : whole.filter(Boolean).length / whole.length;
  }

  /** The surest matches of fields and columns, each field and column at most once. */
  matches(kind: ImportKind): Match[] {
    const found: Match[] = [];
    const charged = COLUMN_NAMES[kind].find(({ field }) => field === 'salePrice')?.names;
    for (const known of COLUMN_NAMES[kind]) {
      this.#names.forEach((name, column) => {
        if (this.#again.has(column)) return;
        // A "Prix TTC" beside no other is what the shop charges, not what it paid.
        if (known.field === 'purchasePrice' && name.tax === 'with' && charged?.has(name.text)) return;
        if (known.field === 'purchasePrice' && this.#sellsWholesale && name.words.includes('gros')) return;
        const score = this.#score(name, known, column);
        if (score > LEAST) found.push({ field: known.field, column, score });
      });
    }
    const taken: Match[] = [];
    // The surest first; of equals, the field listed first, then the column further left.
    for (const match of found.sort((a, b) => b.score - a.score)) {
      if (!taken.some((other) => other.field === match.field || other.column === match.column)) taken.push(match);
    }
    return taken;
  }

  /**
   * Columns that hold something and are called what is taken from none, for their values do not suit their name; those
   * that are called what another is; and of a stock that is told place by place, the other places.
   */
  unread(kind: ImportKind, mapping: Mapping): number[] {
    const taken = new Set(Object.values(mapping));
    const missing = COLUMN_NAMES[kind].filter(({ field }) => mapping[field] === undefined);
    const isOfPlace = PLACE.test(this.name(mapping.counted));
    const stock = COLUMN_NAMES[kind].find(({ field }) => field === 'counted');
    // "Stock Médina" beside "Stock Plateau".
    const counted = this.#names[mapping.counted ?? -1];
    const isOneOfSeveral = counted !== undefined && stock !== undefined && fit(counted, stock) < NAMED;
    const isPlace = (name: ColumnName) =>
      stock &&
      fit(name, stock) > 0 &&
      ((isOfPlace && PLACE.test(name.text)) ||
        (isOneOfSeveral && name.words[0] === counted.words[0] && !LIMIT.test(name.text)));
    const takenNames = new Set([...taken].map((column) => `${this.name(column)}|${this.#names[column]?.tax}`));
    const isAgain = ({ text, tax }: ColumnName, column: number) =>
      this.#again.has(column) && takenNames.has(`${text}|${tax}`);
    return this.#names.flatMap((name, column) => {
      const isCalled = missing.some((known) => fit(name, known) >= NAMED) || isPlace(name) || isAgain(name, column);
      const told = { kind, name: this.#written[column] ?? '', quantity: this.name(mapping.quantity) };
      return (isCalled || isMissed(told, () => this.#rows.map((row) => row[column]))) &&
        !taken.has(column) &&
        (this.#facts[column]?.filled ?? 0) > 0
        ? [column]
        : [];
    });
  }

  #score(name: ColumnName, known: FieldNames, column: number): number {
    const { field } = known;
    const facts = this.#facts[column];
    if (name.text === '' || (name.isQuestion && !YES_NO_FIELDS.has(field))) return 0;
    // Beside a regular price, the "sale price" of online shops is that of a promotion.
    if (field === 'salePrice' && name.text === 'sale price' && this.#hasRegularPrice) return 0;
    const isOfOrder = this.#hasLineItems && !name.words.includes('lineitem');
    if (isOfOrder && LINE_FIELDS.has(field)) return 0;
    const isOrders =
      isOfOrder &&
      (field === 'orderTotal' ? name.text === 'subtotal' : field === 'orderNumber' && name.text === 'name');
    const named = isOrders ? 3 : fit(name, known);
    if (named === 0) return 0;
    // The number that a system gives its rows is a poor code, and the row's own number none.
    if (field === 'code' && name.words.includes('id') && facts && facts.rows > 0)
      return facts.isCounting ? 0 : named * POOR;
    // An "Article" is a product's name, or its code where another column holds the names.
    if (field === 'code' && (name.text === 'article' || name.text === 'item'))
      return facts && facts.rows > 0 && (facts.length > SHORT || facts.distinct < 0.9) ? 0 : named * POOR;
    // A "Type" says what was sold and what came back, or anything else.
    if (field === 'operation' && facts?.rows) {
      const known = [...facts.words].filter((word) => STATUS_OF.has(word)).length;
      const isOfReturns = [...facts.words].some((word) => STATUS_OF.get(word) === 'RETURNED');
      return known === facts.words.size || (known > 0 && name.words.length > 1) || isOfReturns ? named : 0;
    }
    const taxed = name.tax === 'with' ? 0.2 : name.tax === 'without' ? -0.2 : 0;
    const rather = (RATHER[field] ?? []).reduce(
      (sum, [words, weight]) => sum + (words.test(name.text) ? weight : 0),
      0,
    );
    const fits = named + taxed + rather;
    if (!facts || facts.rows === 0) return fits;
    // A filled column always comes before an empty one.
    return facts.filled === 0 ? LEAST + named * EMPTY : fits * valueFit(field, facts);
  }
}

type HeadedRows = Pick<Table, 'rows' | 'headerIndex' | 'header'>;
const columnsOf = ({ rows, headerIndex, header = rows[headerIndex] ?? [] }: HeadedRows) =>
  new Columns(header, rows.slice(headerIndex + 1));

/** Which column holds which field, from the names and the values of the columns, in French or English. */
export const recogniseColumns = (kind: ImportKind, table: HeadedRows): Mapping =>
  mappingOf(columnsOf(table).matches(kind));

/** The columns that are called what the import would take, filled, and left out all the same. */
export const unreadColumns = (kind: ImportKind, table: HeadedRows, mapping: Mapping): number[] =>
  columnsOf(table).unread(kind, mapping);

export function mappingOf(matches: readonly Match[]): Mapping {
  const mapping: { [F in Field]?: number } = {};
  for (const { field, column } of matches) mapping[field] = column;
  return mapping;
}

/** The groups of fields (one of each is needed) that no column holds, nor the day that all of the file is of. */
export const missingFields = (
  kind: ImportKind,
  mapping: Mapping,
  fileDay: Day | null = null,
): readonly (readonly Field[])[] =>
  KIND_FIELDS[kind].required.filter((group) =>
    group.every((field) => mapping[field] === undefined && !(field === 'date' && fileDay !== null)),
  );

/** Whether a text is the very name of a column that is known. */
export function isColumnName(text: string): boolean {
  const { text: name } = columnName(text);
  return name.length > 2 && Object.values(COLUMN_NAMES).some((all) => all.some(({ names }) => names.has(name)));
}
