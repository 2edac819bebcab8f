/**
 * Records of one shape as columns: two thousand records with their numbers cross to the page as a few arrays, which
 * costs it nothing, rather than as a hundred thousand values.
 */
export type Table = { readonly length: number; readonly columns: Readonly<Record<string, Column>> };

type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly values: Uint8Array }
  /** Lists of numbers, each of `width`. */
  | { readonly kind: 'numbers'; readonly width: number; readonly values: Float64Array }
  | { readonly kind: 'record'; readonly table: Table }
  | { readonly kind: 'plain'; readonly values: readonly unknown[] };

/** The columns of `records`, which all have the fields of the first. */
export function toTable(records: readonly object[]): Table {
  const fields = Object.keys(records[0] ?? {});
  const columns = fields.map((field): [string, Column] => [
    field,
    toColumn(records.map((record) => (record as Record<string, unknown>)[field])),
  ]);
  return { length: records.length, columns: Object.fromEntries(columns) };
}

/** The record at `index`. */
export const recordOf = (table: Table, index: number): unknown => recordReader(table)(index);

/** Reads the records of `table`, many of them at little cost each. */
export function recordReader<T>(table: Table): (index: number) => T {
  const fields = Object.keys(table.columns);
  const readers = Object.values(table.columns).map(columnReader);
  return (index) => {
    const record: Record<string, unknown> = {};
    for (let field = 0; field < fields.length; field += 1) record[fields[field] ?? ''] = readers[field]?.(index);
    // A table is only ever made of such records.
    return record as T;
  };
}

function columnReader(column: Column): (index: number) => unknown {
  switch (column.kind) {
    case 'number':
    case 'plain': {
      const { values } = column;
      return (index) => values[index];
    }
    case 'boolean': {
      const { values } = column;
      return (index) => values[index] === 1;
    }
    case 'numbers': {
      const { values, width } = column;
      return (index) => Array.from(values.subarray(index * width, (index + 1) * width));
    }
    case 'record':
      return recordReader(column.table);
  }
}

function toColumn(values: readonly unknown[]): Column {
  const first = values[0];
  if (isAll(values, isNumber)) return { kind: 'number', values: Float64Array.from(values) };
  if (isAll(values, isBoolean)) return { kind: 'boolean', values: Uint8Array.from(values, Number) };
  if (isAll(values, isNumbers) && values.every(({ length }) => length === (first as ArrayLike<number>).length)) {
    const width = (first as ArrayLike<number>).length;
    const all = new Float64Array(width * values.length);
    values.forEach((list, index) => {
      all.set(list, index * width);
    });
    return { kind: 'numbers', width, values: all };
  }
  if (isAll(values, isRecord)) return { kind: 'record', table: toTable(values) };
  return { kind: 'plain', values };
}

const isAll = <T>(values: readonly unknown[], is: (value: unknown) => value is T): values is readonly T[] =>
  values.length > 0 && values.every(is);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumbers = (value: unknown): value is ArrayLike<number> =>
  value instanceof Float64Array || (Array.isArray(value) && value.every(isNumber));
const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
