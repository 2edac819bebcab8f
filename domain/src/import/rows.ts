import { PLAUSIBLE } from '../documents/limits.ts';
import { isQuantity } from '../shared/quantity.ts';
import { type AskCode, type AskItem, type Choice, Questions } from './asks.ts';
import { MAX_COLUMNS } from './columns.ts';
import { type DayTime, dateOrderOf, parseDate, parseTime } from './dates.ts';
import { excerpt, FAULTS, type FaultCode, type RowFault } from './faults.ts';
import { type Decimal, decimalOf, parseNumber } from './numbers.ts';
import { cellText, fold, isBlank } from './text.ts';
import type { Cell, Field, ImportInput } from './types.ts';

const MONEY_FIELDS: ReadonlySet<Field> = new Set(['purchasePrice', 'salePrice', 'unitPrice', 'total']);
const TOTAL_ROW = /^(?:sous |grand )?tota(?:l|ux)(?: general)?s?$/;
const PROGRESS_EVERY = 500;

/** A price in FCFA, and what the file says before the conversion. */
export interface Price {
  readonly raw: number;
  readonly value: number;
}

/** How the cells of a file are read: its columns, its decimals, its dates; and the faults found so far. */
export class Sheet {
  readonly input: ImportInput;
  readonly faults: RowFault[] = [];
  readonly questions: Questions;
  readonly #decimals = new Map<Field, Decimal>();
  readonly order: 'dmy' | 'mdy';
  rowCount = 0;
  faultyCount = 0;
  prices = 0;
  fractional = 0;

  constructor(input: ImportInput) {
    this.input = input;
    const { mapping, options } = input;
    this.questions = new Questions(options.answers);
    for (const field of Object.keys(mapping) as Field[]) {
      this.#decimals.set(field, decimalOf(this.#column(field), options.decimals, MONEY_FIELDS.has(field)));
    }
    this.order = mapping.date === undefined ? 'dmy' : dateOrderOf(this.#column('date'), options.dateOrder);
  }

  *#column(field: Field): Generator<Cell> {
    const { table, mapping } = this.input;
    const column = mapping[field];
    if (column === undefined) return;
    for (let index = table.headerIndex + 1; index < table.rows.length; index++) yield table.rows[index]?.[column];
  }

  decimal(field: Field): Decimal {
    return this.#decimals.get(field) ?? 'comma';
  }

  /** The rows that hold anything but a total, one by one; tells how far it is. */
  *rows(onProgress?: (done: number, of: number) => void): Generator<Row> {
    const { table } = this.input;
    const first = table.headerIndex + 1;
    for (let index = first; index < table.rows.length; index++) {
      if ((index - first) % PROGRESS_EVERY === 0) onProgress?.(index - first, table.rows.length - first);
      const cells = table.rows[index] ?? [];
      const start = cells.slice(0, MAX_COLUMNS).find((cell) => !isBlank(cell));
      if (start === undefined) continue;
      this.rowCount++;
      const row = new Row(this, cells, index + 1);
      if (typeof start === 'string' && TOTAL_ROW.test(fold(start.slice(0, 40)))) {
        row.fault('total-row', null);
        continue;
      }
      yield row;
    }
    onProgress?.(table.rows.length - first, table.rows.length - first);
  }
}

/** One row of data: its cells by field, and what is wrong with them. `line` counts from 1. */
export class Row {
  readonly #sheet: Sheet;
  readonly #cells: readonly Cell[];
  readonly line: number;
  /** An error was found: the row cannot be imported. */
  failed = false;

  constructor(sheet: Sheet, cells: readonly Cell[], line: number) {
    this.#sheet = sheet;
    this.#cells = cells;
    this.line = line;
  }

  fault(code: FaultCode, field: Field | null, other?: number): void {
    if (FAULTS[code] === 'error' && !this.failed) {
      this.failed = true;
      this.#sheet.faultyCount++;
    }
    const column = field === null ? -1 : (this.#sheet.input.mapping[field] ?? -1);
    const value = column < 0 ? '' : excerpt(cellText(this.#cells[column]));
    this.#sheet.faults.push({ line: this.line, field, column, code, value, ...(other ? { other } : {}) });
  }

  /** Asks the person about this row; what they chose, or the harmless choice. */
  ask<C extends AskCode>(code: C, about: Omit<AskItem, 'choice' | 'line'>): Choice<C> {
    return this.#sheet.questions.ask(code, { ...about, line: this.line });
  }

  cell(field: Field): Cell {
    const column = this.#sheet.input.mapping[field];
    return column === undefined ? undefined : this.#cells[column];
  }

  /** The cell's text, '' when it is empty; too long a text is a fault. */
  text(field: Field, max: number): string {
    const cell = this.cell(field);
    const text = cellText(cell);
    if (text.length > max) {
      this.fault('too-long', field);
      return '';
    }
    return text;
  }

  /** The cell's number, or null when it is empty or faulty. */
  number(field: Field): number | null {
    const cell = this.cell(field);
    if (isBlank(cell)) return null;
    const value = parseNumber(cell, this.#sheet.decimal(field));
    if (value === null)
      this.fault(typeof cell === 'string' && /^#\w/.test(cell) ? 'formula-error' : 'not-a-number', field);
    return value;
  }

  /** A quantity of at most 3 decimals; negative ones are faulty. */
  quantity(field: Field): number | null {
    const value = this.number(field);
    if (value === null) return null;
    if (value < 0) return this.#refuse('negative', field);
    if (value > PLAUSIBLE.quantity) return this.#refuse('quantity-too-large', field);
    if (isQuantity(value)) return Math.round(value * 1000) / 1000;
    this.fault('rounded', field);
    return Math.round(value * 1000) / 1000;
  }

  /** A price per unit, converted to FCFA and rounded to `decimals`. */
  price(field: Field, decimals: 0 | 2): Price | null {
    const raw = this.number(field);
    if (raw === null) return null;
    const { rate } = this.#sheet.input.options;
    this.#sheet.prices++;
    if (!Number.isInteger(raw)) this.#sheet.fractional++;
    if (raw < 0) return this.#refuse('negative-price', field);
    const exact = raw * rate;
    if (!(exact <= PLAUSIBLE.price)) return this.#refuse('price-too-large', field);
    const unit = 10 ** decimals;
    const value = Math.round(exact * unit) / unit;
    if (rate === 1 && Math.abs(value - exact) > 1e-9) this.fault('rounded', field);
    return { raw, value };
  }

  date(field: Field): DayTime | null {
    const cell = this.cell(field);
    if (isBlank(cell)) return null;
    const found = parseDate(cell, this.#sheet.order);
    if (!found) this.fault('not-a-date', field);
    else if (found.day < '2000-01-01') return this.#refuse('too-old', field);
    else if (found.day > this.#sheet.input.today) return this.#refuse('future', field);
    return found;
  }

  time(field: Field): string | null {
    const cell = this.cell(field);
    if (isBlank(cell)) return null;
    const time = parseTime(cell);
    if (time === null) this.fault('not-a-time', field);
    return time;
  }

  #refuse(code: FaultCode, field: Field): null {
    this.fault(code, field);
    return null;
  }
}
