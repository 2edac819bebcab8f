import { badQuery, badRequest } from './couch-error.ts';

/** The options of `_all_docs` and of a view; a bound that is not given is absent, since null is a key. */
export interface QueryOptions {
  startKey?: { value: unknown; docId?: string };
  endKey?: { value: unknown; docId?: string };
  keys?: unknown[];
  descending: boolean;
  inclusiveEnd: boolean;
  limit: number;
  skip: number;
  includeDocs: boolean;
  conflicts: boolean;
  updateSeq: boolean;
  reduce: boolean | undefined;
  /** Elements of an array key that make a group; 0 is a single group, `exact` the whole key. */
  groupLevel: number | 'exact';
}

type Raw = Record<string, unknown>;

const JSON_PARAMETERS = new Set(['key', 'keys', 'startkey', 'start_key', 'endkey', 'end_key']);
const isTextOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function boolean(raw: Raw, name: string, fallback: boolean): boolean {
  const value = raw[name];
  if (value === undefined) return fallback;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw badQuery(`Invalid boolean parameter: ${JSON.stringify(value)}`);
}

function natural(raw: Raw, name: string, fallback: number): number {
  const value = raw[name];
  if (value === undefined) return fallback;
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isInteger(number) || value === '') throw badQuery(`Invalid value for integer: "${isTextOf(value)}"`);
  if (number < 0) throw badQuery(`Invalid value for positive integer: "${isTextOf(value)}"`);
  return number;
}

function bound(raw: Raw, names: string[], docIdNames: string[]): { value: unknown; docId?: string } | undefined {
  const name = names.find((candidate) => raw[candidate] !== undefined);
  if (name === undefined) return undefined;
  const docId = docIdNames.map((candidate) => raw[candidate]).find((value) => typeof value === 'string');
  return { value: raw[name], ...(typeof docId === 'string' ? { docId } : {}) };
}

/** The parameters of a query string, those that hold JSON decoded. */
export function fromQueryString(query: URLSearchParams): Raw {
  const raw: Raw = {};
  for (const [name, text] of query) {
    if (!JSON_PARAMETERS.has(name)) {
      raw[name] = text;
      continue;
    }
    try {
      raw[name] = JSON.parse(text);
    } catch {
      throw badRequest('invalid UTF-8 JSON');
    }
  }
  return raw;
}

/** Reads the options; a body's win over the query string's, as in CouchDB. */
export function parseQueryOptions(raw: Raw): QueryOptions {
  const { key, keys } = raw;
  if (keys !== undefined && !Array.isArray(keys)) throw badRequest('`keys` parameter must be an array.');
  const exact = key === undefined ? undefined : { value: key };
  const startKey = exact ?? bound(raw, ['startkey', 'start_key'], ['startkey_docid', 'start_key_doc_id']);
  const endKey = exact ?? bound(raw, ['endkey', 'end_key'], ['endkey_docid', 'end_key_doc_id']);
  const level = natural(raw, 'group_level', 0);
  return {
    ...(startKey ? { startKey } : {}),
    ...(endKey ? { endKey } : {}),
    ...(keys ? { keys } : {}),
    descending: boolean(raw, 'descending', false),
    inclusiveEnd: exact !== undefined || boolean(raw, 'inclusive_end', true),
    limit: natural(raw, 'limit', Number.POSITIVE_INFINITY),
    skip: natural(raw, 'skip', 0),
    includeDocs: boolean(raw, 'include_docs', false),
    conflicts: boolean(raw, 'conflicts', false),
    updateSeq: boolean(raw, 'update_seq', false),
    reduce: raw.reduce === undefined ? undefined : boolean(raw, 'reduce', true),
    groupLevel: boolean(raw, 'group', false) ? 'exact' : level,
  };
}
