import { LIMITS, PLAUSIBLE } from '../documents/limits.ts';
import { formatDate } from '../french/index.ts';
import { isQuantity } from '../shared/quantity.ts';
import { fail, type Result } from '../shared/result.ts';
import type { AskCode, AskItem, Choice } from './asks.ts';
import { isOfEitherOrder } from './date-order.ts';
import { type DayTime, parseTime, readDate } from './dates.ts';
import { headFor, type Member, variantName } from './families.ts';
import { type Cost, excerpt, FAULTS, type FaultCode } from './faults.ts';
import { NO_RESULT } from './formula.ts';
import { ambiguousSign, type NumberFault, readDays, readNumber, type WrittenNumber } from './numbers.ts';
import type { Reading } from './reading.ts';
import { plainBarcode } from './spoilt.ts';
import type { Cell, Field } from './table.ts';
import { cellText, isAbsent, isBlank } from './text.ts';
import type { ImportKind } from './types.ts';

/** A price in FCFA, and what the file says before the conversion. */
export interface Price {
  readonly raw: number;
  readonly value: number;
}

/** One row of data: its cells by field, and what is wrong with them. `line` counts from 1. */
export class Row {
  readonly #file: Reading;
  readonly #cells: readonly Cell[];
  readonly #member: Member | undefined;
  readonly #spared = new Set<Field>();
  readonly line: number;
  /** Something that the row cannot do without is wrong: it cannot be imported. */
  failed = false;
  /** A person is asked for its quantity: without an answer it stays out, and nothing is wrong with it. */
  isAsked = false;
  /** Goods came back: its quantity and its amounts may be written with a minus. */
  isBack = false;
  /** Its day stands on a row above alone, and no number says that it belongs there. */
  readonly isUnderADay: boolean;

  constructor(file: Reading, cells: readonly Cell[], line: number, member?: Member) {
    this.#file = file;
    this.#cells = cells;
    this.line = line;
    this.#member = member;
    this.isUnderADay = member?.isUnderADay ?? false;
  }

  /** What its file holds. */
  get kind(): ImportKind {
    return this.#file.input.kind;
  }

  /** Notes what is wrong, and what it costs. */
  fault(
    code: FaultCode,
    field: Field | null,
    { other, cost = FAULTS[code] }: { other?: number; cost?: Cost } = {},
  ): void {
    if (cost === 'row' && !this.failed) {
      this.failed = true;
      this.#file.faultyCount++;
    }
    const column = field === null ? -1 : (this.#file.input.mapping[field] ?? -1);
    const value = column < 0 ? '' : excerpt(cellText(this.#cells[column]));
    this.#file.faults.push({ line: this.line, field, column, code, cost, value, ...(other ? { other } : {}) });
  }

  /** Notes that a field cannot be read: an optional one is left out, without the others the row is. */
  unreadable(code: FaultCode, field: Field): null {
    this.fault(code, field, { cost: this.#file.isEssential(field) && !this.#spared.has(field) ? 'row' : 'field' });
    return null;
  }

  /** The row can do without that field, for another says the same. */
  spare(field: Field): void {
    this.#spared.add(field);
  }

  /** Notes that the row holds no data. */
  setAside(code: FaultCode): void {
    const text = cellText(this.#cells.find((cell) => !isBlank(cell)));
    const value = excerpt(text);
    this.#file.faults.push({ line: this.line, field: null, column: -1, code, cost: 'aside', value });
  }

  /** Asks the person about this row; what they chose, or the harmless choice. */
  ask<C extends AskCode>(code: C, about: Omit<AskItem, 'choice' | 'line'>): Choice<C> {
    return this.#file.questions.ask(code, { ...about, line: this.line });
  }

  cell(field: Field): Cell {
    const column = this.#file.input.mapping[field];
    if (column === undefined) return undefined;
    const own = this.#cells[column];
    const head = isBlank(own) ? headFor(field, this.#member) : null;
    return head ? head[column] : own;
  }

  /** What the row calls its product, with its variant. */
  productName(): string {
    return variantName(this.text('name', LIMITS.product.name), this.#member?.variant ?? '').slice(
      0,
      LIMITS.product.name,
    );
  }

  /** Whether a spreadsheet made a day of the row's code. */
  hasDayForCode(): boolean {
    return this.#file.isDayForCode(this.cell('code'));
  }

  /** The row's barcode; one that several articles of the file have is left out. */
  barcode(): string {
    const barcode = plainBarcode(this.text('barcode', LIMITS.product.barcode));
    if (!this.#file.sharedBarcodes.has(barcode)) return barcode;
    this.fault('barcode-taken', 'barcode');
    return '';
  }

  /** The cell's text, '' when it says nothing; what names the row must not be longer than `max`, all else is cut. */
  text(field: Field, max: number): string {
    const cell = this.cell(field);
    const text = cellText(cell);
    // Some systems write "False" for nothing.
    if (isAbsent(cell) || cell === false || /^(?:false|faux)$/i.test(text)) return '';
    if (text === NO_RESULT) {
      this.unreadable('no-result', field);
      return '';
    }
    if (/^#(?:REF|N\/A|NAME|NOM|VALUE|VALEUR|DIV\/0|NUM|NULL|ERREUR)[!?]?$/i.test(text)) {
      this.unreadable('formula-error', field);
      return '';
    }
    if (text.length <= max) return text;
    if (this.#file.isEssential(field)) {
      this.fault('too-long', field);
      return '';
    }
    this.fault('shortened', field);
    return text.slice(0, max).trim();
  }

  /** The cell's number with the words beside it, or null when it is absent or cannot be read. */
  number(field: Field): WrittenNumber | null {
    const cell = this.cell(field);
    const read = this.peek(field);
    if (read === null) return null;
    if (read.ok) return read.value;
    if (cell === NO_RESULT) return this.unreadable('no-result', field);
    return this.unreadable(typeof cell === 'string' && /^[#=]/.test(cell) ? 'formula-error' : read.error, field);
  }

  /** A quantity of at most 3 decimals; negative ones are faulty. */
  quantity(field: Field): number | null {
    const read = this.number(field);
    return read && this.quantityIn(read, field);
  }

  /** As `quantity`, of a number that was read already. */
  quantityIn(read: WrittenNumber, field: Field): number | null {
    const value = this.isBack ? Math.abs(read.value) : read.value;
    if (read.isMoney) return this.unreadable('not-a-number', field);
    if (value < 0) return this.unreadable('negative', field);
    if (value > PLAUSIBLE.quantity) return this.unreadable('quantity-too-large', field);
    if (!this.#file.numbers(field).isSure && ambiguousSign(this.cell(field)) !== null)
      this.fault('reads-two-ways', field, { cost: 'look' });
    if (!isQuantity(value)) this.fault('rounded', field);
    return Math.round(value * 1000) / 1000;
  }

  /** The number in the cell, or why there is none; null when it is absent. Nothing is noted. */
  peek(field: Field): Result<WrittenNumber, NumberFault> | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    if (this.#file.isDoubtful(field, cell)) return fail('reads-two-ways');
    return readNumber(cell, this.#file.numbers(field).decimal);
  }

  /** Asks for the number of units that a cell means, where only a person can tell; null for none. */
  askNumber(about: Omit<AskItem, 'choice' | 'line'>): number | null {
    this.isAsked = true;
    return this.#file.questions.askNumber('how-many', { ...about, line: this.line });
  }

  /** A price per unit, converted to FCFA and rounded to `decimals`. */
  price(field: Field, decimals: 0 | 2): Price | null {
    const read = this.number(field);
    if (read === null) return null;
    const raw = this.isBack ? Math.abs(read.value) : read.value;
    const { rate } = this.#file.input.options;
    this.#file.prices++;
    if (!Number.isInteger(raw) || this.#file.isForeign(field, this.cell(field))) this.#file.foreign++;
    // "12 sacs" is no price; "750 FCFA/kg" is.
    if (read.unit !== '' && !read.isMoney) return this.unreadable('not-a-number', field);
    if (raw < 0) return this.unreadable('negative-price', field);
    const exact = raw * rate;
    if (!(exact <= PLAUSIBLE.price)) return this.unreadable('price-too-large', field);
    const unit = 10 ** decimals;
    const value = Math.round(exact * unit) / unit;
    if (rate === 1 && Math.abs(value - exact) > 1e-9) this.fault('rounded', field);
    return { raw, value };
  }

  /** A number of days, up to `max`. */
  days(field: Field, max: number): number | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    const days = readDays(cell);
    if (days === null) return this.unreadable('not-a-number', field);
    return days > max ? this.unreadable('out-of-range', field) : days;
  }

  /** What the field's column is called. */
  columnName(field: Field): string {
    return cellText(this.#file.header[this.#file.input.mapping[field] ?? -1]).slice(0, 200);
  }

  date(field: Field): DayTime | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    const order = this.#orderOf(field, cell);
    const whole = readDate(cell, order);
    const isYearless = !whole.ok && whole.error === 'no-year';
    const read = isYearless ? readDate(cell, order, this.#file.input.today) : whole;
    if (!read.ok) return this.unreadable(read.error, field);
    const { day } = read.value;
    if (isYearless) this.#file.noteYear(day);
    if (day >= '2000-01-01' && day <= this.#file.input.today) return read.value;
    return this.unreadable(day < '2000-01-01' ? 'too-old' : 'future', field);
  }

  /** Whether a date has its day or its month first: as the file's others, as it must be, or as the person says. */
  #orderOf(field: Field, cell: Cell): 'dmy' | 'mdy' {
    const { isOrderDoubtful, order, input } = this.#file;
    if (!isOrderDoubtful || field !== 'date') return order;
    const [dayFirst, monthFirst] = (['dmy', 'mdy'] as const).map((as) => readDate(cell, as, input.today));
    if (!isOfEitherOrder(cell) || !dayFirst?.ok || !monthFirst?.ok) return dayFirst?.ok ? 'dmy' : 'mdy';
    const [before, after] = [dayFirst.value.day, monthFirst.value.day].map((day) => formatDate(day));
    const product = this.productName() || cellText(cell);
    return this.ask('date-order', { product, before: before ?? '', after: after ?? '' });
  }

  time(field: Field): string | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    return parseTime(cell) ?? this.unreadable('not-a-time', field);
  }
}
