import { badQuery } from './couch-error.ts';
import type { BuiltInReduce } from './design-document.ts';
import { createReducer } from './reduce.ts';
import { lowerBound, sortOf, upperBound, type ViewIndex, type ViewRow } from './view-index.ts';
import type { QueryOptions } from './view-options.ts';

/** One row of an answer: of the index, or a group. */
export type AnswerRow = { id: string; key: unknown; value: unknown } | { key: unknown; value: unknown };

/** What a view answers: rows of the index with where they stand, or groups; each is worked out when it is taken. */
export interface ViewAnswer {
  readonly head: { readonly total_rows: number; readonly offset: number } | null;
  readonly rows: Iterable<AnswerRow>;
}

/** The rows and sums of one moment: an update puts others in their place. */
type Snapshot = Pick<ViewIndex, 'reduce' | 'rows' | 'sums'>;

interface Range {
  from: number;
  to: number;
}

const NO_MATCH = 'No rows can match your key range, reverse your start_key and end_key or set descending=true';

function rangeOf(rows: readonly ViewRow[], options: QueryOptions): Range {
  const [low, high] = options.descending ? [options.endKey, options.startKey] : [options.startKey, options.endKey];
  const lowSort = low === undefined ? undefined : sortOf(low.value);
  const highSort = high === undefined ? undefined : sortOf(high.value);
  if (lowSort !== undefined && highSort !== undefined && lowSort > highSort) throw badQuery(NO_MATCH);
  // The end is the upper bound of an ascending query and the lower one of a descending query.
  const excludesLow = options.descending && !options.inclusiveEnd;
  const excludesHigh = !options.descending && !options.inclusiveEnd;
  let from = 0;
  if (lowSort !== undefined) from = (excludesLow ? upperBound : lowerBound)(rows, lowSort, low?.docId);
  let to = rows.length;
  if (highSort !== undefined) to = (excludesHigh ? lowerBound : upperBound)(rows, highSort, high?.docId);
  return { from, to: Math.max(from, to) };
}

function* walk(rows: readonly ViewRow[], { from, to }: Range, descending: boolean): Generator<ViewRow> {
  for (let step = 0; step < to - from; step += 1) {
    const row = rows[descending ? to - 1 - step : from + step];
    if (row !== undefined) yield row;
  }
}

function rangesOf(rows: readonly ViewRow[], options: QueryOptions): Range[] {
  if (options.keys === undefined) return [rangeOf(rows, options)];
  return options.keys.map((key) => {
    const sort = sortOf(key);
    return { from: lowerBound(rows, sort), to: upperBound(rows, sort) };
  });
}

function mapResult(rows: readonly ViewRow[], options: QueryOptions): ViewAnswer {
  const ranges = rangesOf(rows, options);
  const [first = { from: 0, to: 0 }] = ranges;
  const before = options.descending ? rows.length - first.to : first.from;
  const found = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const offset = Math.min(rows.length, before + Math.min(options.skip, found));
  return { head: { total_rows: rows.length, offset }, rows: window(walkAll(rows, ranges, options), options) };
}

function* walkAll(rows: readonly ViewRow[], ranges: readonly Range[], { descending }: QueryOptions) {
  for (const range of ranges) for (const { id, key, value } of walk(rows, range, descending)) yield { id, key, value };
}

function* window<T>(items: Iterable<T>, { skip, limit }: QueryOptions): Generator<T> {
  if (limit === 0) return;
  let passed = 0;
  for (const item of items) {
    passed += 1;
    if (passed > skip) yield item;
    if (passed >= skip + limit) return;
  }
}

const groupKey = (key: unknown, level: number | 'exact') => {
  if (level === 0) return null;
  return level !== 'exact' && Array.isArray(key) ? key.slice(0, level) : key;
};

function isSameGroup(a: ViewRow, b: ViewRow, level: number | 'exact'): boolean {
  if (level === 0 || a.sort === b.sort) return true;
  const { key: left } = a;
  const { key: right } = b;
  if (level === 'exact' || !Array.isArray(left) || !Array.isArray(right)) return false;
  const shared = Math.min(level, left.length);
  if (shared !== Math.min(level, right.length)) return false;
  for (let index = 0; index < shared; index += 1) {
    // Strict equality settles most keys (text, numbers) without building their sort text.
    if (left[index] !== right[index] && sortOf(left[index]) !== sortOf(right[index])) return false;
  }
  return true;
}

/** How many rows from `at` on, in the direction of `step`, belong to its group: `most` at most. */
function groupSize(
  rows: readonly ViewRow[],
  at: number,
  step: 1 | -1,
  most: number,
  level: QueryOptions['groupLevel'],
): number {
  const first = rows[at];
  const isInside = (distance: number) => {
    const row = rows[at + step * distance];
    return first !== undefined && row !== undefined && isSameGroup(first, row, level);
  };
  if (level === 0) return most;
  // A group's rows stand together: its end is found in steps that double, and then halve.
  let inside = 0;
  let outside = 1;
  while (outside < most && isInside(outside)) {
    inside = outside;
    outside *= 2;
  }
  outside = Math.min(outside, most);
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}

function reduceResult(snapshot: Snapshot, reduce: BuiltInReduce, options: QueryOptions): ViewAnswer {
  const { groupLevel, keys } = options;
  if (options.includeDocs) throw badQuery('`include_docs` is invalid for reduce');
  if (keys !== undefined && keys.length > 1 && groupLevel === 0) {
    throw badQuery('Multi-key fetches for reduce views must use `group=true`');
  }
  const ranges = rangesOf(snapshot.rows, options);
  return { head: null, rows: window(groupsOf(snapshot, reduce, ranges, options), options) };
}

function* groupsOf({ rows, sums }: Snapshot, reduce: BuiltInReduce, ranges: readonly Range[], options: QueryOptions) {
  const { groupLevel, descending } = options;
  const reduced = (from: number, to: number): unknown => {
    if (sums) return (sums[to] ?? 0) - (sums[from] ?? 0);
    const reducer = createReducer(reduce);
    for (const row of walk(rows, { from, to }, descending)) reducer.add(row.value);
    return reducer.result();
  };
  for (const range of ranges) {
    for (let { from, to } = range; from < to; ) {
      const first = descending ? to - 1 : from;
      const size = groupSize(rows, first, descending ? -1 : 1, to - from, groupLevel);
      const group = descending ? { from: to - size, to } : { from, to: from + size };
      if (descending) to -= size;
      else from += size;
      yield { key: groupKey(rows[first]?.key, groupLevel), value: reduced(group.from, group.to) };
    }
  }
}

/** Answers one query of a view. */
export function queryView(index: Snapshot, options: QueryOptions): ViewAnswer {
  if (index.reduce === undefined) {
    if (options.groupLevel !== 0) throw badQuery('Invalid use of grouping on a map view.');
    if (options.reduce === true) throw badQuery('Reduce is invalid for map-only views.');
    return mapResult(index.rows, options);
  }
  if (options.reduce === false) {
    if (options.groupLevel !== 0) throw badQuery('Invalid use of grouping on a map view.');
    return mapResult(index.rows, options);
  }
  return reduceResult(index, index.reduce, options);
}
