import { CouchError } from './couch-error.ts';
import type { BuiltInReduce } from './design-document.ts';

/** Folds values one at a time; `result` is what CouchDB's reduce of the same name answers. */
export interface Reducer {
  add(value: unknown): void;
  result(): unknown;
}

const invalid = (name: string) =>
  new CouchError(
    500,
    'builtin_reduce_error',
    `The ${name} function requires that map values be numbers or arrays of numbers`,
  );

const isNumber = (value: unknown): value is number => typeof value === 'number';

function sum(): Reducer {
  let total: number | number[] = 0;
  return {
    add(value) {
      if (isNumber(value) && isNumber(total)) {
        total += value;
        return;
      }
      // A number beside arrays counts as an array of one; a shorter array is padded with zeros.
      const addends = isNumber(value) ? [value] : value;
      if (!Array.isArray(addends) || !addends.every(isNumber)) throw invalid('_sum');
      const totals: number[] = isNumber(total) ? (total === 0 ? [] : [total]) : total;
      for (const [index, addend] of addends.entries()) totals[index] = (totals[index] ?? 0) + addend;
      total = totals;
    },
    result: () => total,
  };
}

function count(): Reducer {
  let rows = 0;
  return {
    add() {
      rows += 1;
    },
    result: () => rows,
  };
}

function stats(): Reducer {
  const total = { sum: 0, count: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, sumsqr: 0 };
  return {
    add(value) {
      if (!isNumber(value)) throw invalid('_stats');
      total.sum += value;
      total.count += 1;
      total.min = Math.min(total.min, value);
      total.max = Math.max(total.max, value);
      total.sumsqr += value * value;
    },
    result: () => total,
  };
}

const REDUCERS: Record<BuiltInReduce, () => Reducer> = { _sum: sum, _count: count, _stats: stats };

/** A fresh accumulator of a built-in reduce. */
export const createReducer = (name: BuiltInReduce): Reducer => REDUCERS[name]();
