import { LIMITS, PLAUSIBLE } from '../documents/limits.ts';
import { parsePhone } from '../shared/phone.ts';
import { isQuantity } from '../shared/quantity.ts';
import { fail, type Result } from '../shared/result.ts';
import type { AskCode, AskItem, Choice } from './asks.ts';
import { type DayTime, parseTime, readDate } from './dates.ts';
import { headFor, type Member, variantName } from './families.ts';
import { type Cost, excerpt, FAULTS, type FaultCode } from './faults.ts';
import { NO_RESULT } from './formula.ts';
import { ambiguousSign, type NumberFault, readDays, readNumber, type WrittenNumber } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { Cell, Field } from './table.ts';
import { cellText, fold, isAbsent, isBlank } from './text.ts';

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

  constructor(file: Reading, cells: readonly Cell[], line: number, member?: Member) {
    this.#file = file;
    this.#cells = cells;
    this.line = line;
    this.#member = member;
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

  /** The row's barcode without spaces; one that several articles of the file have is left out. */
  barcode(): string {
    const barcode = this.text('barcode', LIMITS.product.barcode)
      .replace(/^(\d+)[.,]0+$/, '$1')
      .replace(/ /g, '');
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
    return read === null ? null : this.quantityIn(read, field);
  }

  /** As `quantity`, of a number that was read already. */
  quantityIn(read: WrittenNumber, field: Field): number | null {
    const { value } = read;
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
    const raw = read.value;
    const { rate } = this.#file.input.options;
    this.#file.prices++;
    if (!Number.isInteger(raw)) this.#file.fractional++;
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

  /** The first telephone number of the cell, in E.164; '' when it holds none. */
  phone(field: Field): string {
    const cell = this.cell(field);
    if (isAbsent(cell)) return '';
    const parts = cellText(cell)
      .split(/\s*(?:[/;,|]|\bou\b|\bet\b|\bor\b)\s*/i)
      .filter(Boolean);
    const found = [cellText(cell), ...parts].map(parsePhone).find((read) => read.ok);
    if (!found?.ok) {
      this.unreadable('not-a-phone', field);
      return '';
    }
    if (parts.length > 1) this.fault('first-of-several', field);
    return found.value;
  }

  /** The category; of a list of them ("Maison,Cuisine" under "Catégories"), the first. */
  category(): string {
    const text = this.text('category', 200);
    const column = this.#file.input.mapping.category;
    const header = column === undefined ? '' : cellText(this.#file.header[column]);
    const parts = /^(?:product )?categories/i.test(fold(header)) ? text.split(/\s*,\s*/).filter(Boolean) : [text];
    const first = parts[0] ?? '';
    if (parts.length > 1) this.fault('first-of-several', 'category');
    if (first.length <= LIMITS.category.name) return first;
    this.fault('shortened', 'category');
    return first.slice(0, LIMITS.category.name).trim();
  }

  date(field: Field): DayTime | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    const whole = readDate(cell, this.#file.order);
    const isYearless = !whole.ok && whole.error === 'no-year';
    const read = isYearless ? readDate(cell, this.#file.order, this.#file.input.today) : whole;
    if (!read.ok) return this.unreadable(read.error, field);
    const { day } = read.value;
    if (isYearless) this.#file.noteYear(day);
    if (day < '2000-01-01') return this.unreadable('too-old', field);
    return day > this.#file.input.today ? this.unreadable('future', field) : read.value;
  }

  time(field: Field): string | null {
    const cell = this.cell(field);
    if (isAbsent(cell)) return null;
    const time = parseTime(cell);
    return time ?? this.unreadable('not-a-time', field);
  }
}
