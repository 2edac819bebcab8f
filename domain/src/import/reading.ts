import type { Day } from '../shared/day.ts';
import { Questions } from './asks.ts';
import { dateOrderOf, isOrderDoubtful } from './date-order.ts';
import type { RowFault } from './faults.ts';
import { headerOf } from './header.ts';
import {
  ambiguousSign,
  type ColumnNumbers,
  decimalOf,
  fullStyle,
  isWholeBesides,
  writesThousandths,
} from './numbers.ts';
import { isDayNumber, isPlaceholder, isShownAsDay } from './spoilt.ts';
import { KIND_FIELDS } from './synonyms.ts';
import type { Cell, Field } from './table.ts';
import { cellText, fold, isBlank } from './text.ts';
import type { ImportInput, ImportSummary } from './types.ts';

const MONEY_FIELDS: ReadonlySet<Field> = new Set([
  'purchasePrice',
  'salePrice',
  'unitPrice',
  'total',
  'discount',
  'orderTotal',
  'debt',
  'creditLimit',
]);
/** A currency that is not the franc: its prices are a small part of what they are in francs. */
const FOREIGN = /[€£$]|\b(?:eur|euros?|usd|dollars?|gbp)\b/i;
/** Articles that share a barcode: from three on it is nobody's own. */
const SHARED_BY = 3;

/** How the cells of a file are read: its columns, its decimals, its dates; and the faults found so far. */
export class Reading {
  readonly input: ImportInput;
  readonly faults: RowFault[] = [];
  readonly questions: Questions;
  readonly #numbers = new Map<Field, ColumnNumbers>();
  /** Fields of which three digits after the decimal sign are decimals, not thousands in another style. */
  readonly #thousandths = new Set<Field>();
  /** Fields of quantities that are whole but for those that read two ways: "3,250" is hardly one of them. */
  readonly #wholes = new Set<Field>();
  readonly #essential: ReadonlySet<Field>;
  readonly order: 'dmy' | 'mdy';
  /** Only a person can tell which of day and month comes first in the dates that read both ways. */
  readonly isOrderDoubtful: boolean;
  /** Most codes of the file have letters: a lone number among them is no code. */
  readonly #hasLetteredCodes: boolean;
  /** Barcodes that no article of the file has of its own. */
  readonly sharedBarcodes: ReadonlySet<string>;
  /** The rows whose days have no year, and the days that they were taken for. */
  yearless: ImportSummary['yearless'] = null;
  rowCount = 0;
  faultyCount = 0;
  asideCount = 0;
  prices = 0;
  foreign = 0;

  constructor(input: ImportInput) {
    this.input = input;
    const { mapping, options } = input;
    this.questions = new Questions(options.answers);
    this.#essential = new Set(KIND_FIELDS[input.kind].essential);
    for (const field of Object.keys(mapping) as Field[]) {
      this.#numbers.set(field, decimalOf(this.#column(field), options.decimals, MONEY_FIELDS.has(field)));
    }
    // "1,204" may be read two ways, but not in a file that writes "12,500.00".
    const style = fullStyle([...MONEY_FIELDS].flatMap((field) => [...this.#column(field)]));
    for (const [field, { decimal, isSure }] of this.#numbers) {
      if (style && !isSure) this.#numbers.set(field, { decimal: style, isSure: true });
      if (!isSure || writesThousandths(this.#column(field), decimal)) this.#thousandths.add(field);
      if (!isSure && !MONEY_FIELDS.has(field) && isWholeBesides(this.#column(field))) this.#wholes.add(field);
    }
    const codes = [...this.#column('code')].filter((cell) => !isBlank(cell));
    const lettered = codes.filter((cell) => typeof cell === 'string' && /\p{L}/u.test(cell.slice(0, 100)));
    this.#hasLetteredCodes = lettered.length * 2 > codes.length;
    this.sharedBarcodes = sharedBarcodes(input);
    const dates = [...this.#column('date')];
    this.order = dateOrderOf(dates, options.dateOrder);
    this.isOrderDoubtful = isOrderDoubtful(dates, options.dateOrder, input.today);
  }

  *#column(field: Field): Generator<Cell> {
    const { table, mapping } = this.input;
    const column = mapping[field];
    if (column === undefined) return;
    for (let index = table.headerIndex + 1; index < table.rows.length; index++) yield table.rows[index]?.[column];
  }

  /** The row that names the columns. */
  get header(): readonly Cell[] {
    return headerOf(this.input.table);
  }

  numbers(field: Field): ColumnNumbers {
    return this.#numbers.get(field) ?? { decimal: 'comma', isSure: true };
  }

  /**
   * Whether a number may be a thousand times more than it reads, or less: "1,250" beside "12,50", "1.250" beside
   * nothing that tells. Scales of the French write "1,250", but not among whole numbers. Whoever said how decimals are
   * written is believed.
   */
  isDoubtful(field: Field, cell: Cell): boolean {
    const sign = this.input.options.decimals === 'auto' ? ambiguousSign(cell) : null;
    const { decimal, isSure } = this.numbers(field);
    if (sign === null) return false;
    return isSure ? sign === decimal && !this.#thousandths.has(field) : sign === 'dot' || this.#wholes.has(field);
  }

  /** Whether a price, or the name of its column, is of another currency than the franc. */
  isForeign(field: Field, cell: Cell): boolean {
    const header = this.header[this.input.mapping[field] ?? -1];
    return [header, cell].some((text) => typeof text === 'string' && FOREIGN.test(text.slice(0, 200)));
  }

  /** Notes that a row's day has no year, and that `day` was taken for it. */
  noteYear(day: Day): void {
    const { rows, from, to } = this.yearless ?? { rows: 0, from: day, to: day };
    this.yearless = { rows: rows + 1, from: day < from ? day : from, to: day > to ? day : to };
  }

  /** Whether a spreadsheet made a day of a code. */
  isDayForCode(cell: Cell): boolean {
    return typeof cell === 'number' ? this.#hasLetteredCodes && isDayNumber(cell) : isShownAsDay(cellText(cell));
  }

  /** Whether a row cannot do without that field: what is wrong with it costs the row. */
  isEssential(field: Field): boolean {
    return this.#essential.has(field);
  }
}

/** What systems write where there is no barcode, and what three articles or more have in common. */
function sharedBarcodes({ table, mapping }: ImportInput): ReadonlySet<string> {
  const { barcode, code, name } = mapping;
  const shared = new Set<string>();
  if (barcode === undefined || (code === undefined && name === undefined)) return shared;
  const articles = new Map<string, Set<string>>();
  for (const cells of table.rows.slice(table.headerIndex + 1)) {
    const text = cellText(cells[barcode]).replace(/ /g, '');
    if (text === '' || shared.has(text)) continue;
    const own = articles.get(text) ?? new Set();
    articles.set(text, own.add(fold(cellText(cells[code ?? name ?? barcode]).slice(0, 300))));
    if (own.size >= SHARED_BY || isPlaceholder(text)) shared.add(text);
  }
  return shared;
}
