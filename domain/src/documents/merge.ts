import { type Author, stampOf } from './author.ts';
import type { MutableDocument } from './registry.ts';

/**
 * Mutable documents merge field by field. Each field keeps the stamps of its edits, so that of two versions one can
 * tell, without their common ancestor, whether a value was written knowing the other (the other's last stamp is in
 * its list) or beside it. The merge is commutative, associative and idempotent: every device reaches the same document.
 */

/** Fields that identify a document or are derived by the merge itself. */
const META = new Set([
  '_id',
  '_rev',
  '_revisions',
  '_conflicts',
  'type',
  'createdAt',
  'createdBy',
  'deviceId',
  'updatedAt',
  'updatedBy',
  'edits',
  'history',
]);
const KEPT_STAMPS = 12;
const KEPT_HISTORY = 50;

type Fields = Record<string, unknown>;
type Edits = Record<string, string[]>;
/** A value that lost to a later edit of the same field. */
export interface LostEdit {
  readonly field: string;
  readonly value?: unknown;
  readonly at: string;
  readonly by: string;
}

const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document's own fields; those of a nested object one by one, as `settings.coverageDays`. */
function flatten(doc: object): Fields {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(doc)) {
    if (META.has(name) || value === undefined) continue;
    if (isPlainObject(value)) for (const [inner, v] of Object.entries(value)) fields[`${name}.${inner}`] = v;
    else fields[name] = value;
  }
  return fields;
}

function unflatten(fields: Fields): Fields {
  const doc: Fields = {};
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name];
    if (value === undefined) continue;
    const dot = name.indexOf('.');
    if (dot < 0) doc[name] = value;
    else {
      const outer = name.slice(0, dot);
      doc[outer] = { ...(doc[outer] as Fields | undefined), [name.slice(dot + 1)]: value };
    }
  }
  return doc;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const stampText = (author: Author): string => `${author.at}|${author.by}|${author.deviceId}`;
const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])].sort().slice(-KEPT_STAMPS);
const lastOf = (stamps: string[] | undefined): string => stamps?.at(-1) ?? '';

/** A new mutable document: `content` with its id and type, recorded by `author`. */
export function newDocument<D extends MutableDocument>(
  content: Omit<
    D,
    | 'createdAt'
    | 'createdBy'
    | 'deviceId'
    | 'updatedAt'
    | 'updatedBy'
    | 'edits'
    | 'history'
    | '_rev'
    | '_revisions'
    | '_conflicts'
  >,
  author: Author,
): D {
  return { ...content, ...stampOf(author), updatedAt: author.at, updatedBy: author.by, edits: {} } as unknown as D;
}

/**
 * `doc` with `changes` made by `author`; each field that really changes gets a stamp. A nested object is changed field
 * by field, and `undefined` removes a field. Returns `doc` itself when nothing changes.
 */
export function revise<D extends MutableDocument>(
  doc: D,
  changes: { [K in keyof D]?: D[K] | undefined },
  author: Author,
): D {
  const before = flatten(doc);
  const wanted: Fields = {};
  for (const [name, value] of Object.entries(changes)) {
    if (META.has(name)) continue;
    if (isPlainObject(value)) for (const [inner, v] of Object.entries(value)) wanted[`${name}.${inner}`] = v;
    else wanted[name] = value;
  }
  const changed = Object.keys(wanted).filter((name) => !same(before[name], wanted[name]));
  if (changed.length === 0) return doc;
  const edits: Edits = { ...doc.edits };
  for (const name of changed) edits[name] = union(edits[name] ?? [], [stampText(author)]);
  return {
    ...identityOf(doc),
    ...unflatten({ ...before, ...wanted }),
    ...(doc.history ? { history: doc.history } : {}),
    updatedAt: author.at,
    updatedBy: author.by,
    edits,
  } as unknown as D;
}

function identityOf(doc: MutableDocument): Fields {
  const { _id, _rev, type, createdAt, createdBy, deviceId } = doc;
  return { _id, ...(_rev ? { _rev } : {}), type, createdAt, createdBy, deviceId };
}

/**
 * Two versions of one document as one, keeping the revision of `a`. A field edited in one version only takes that edit;
 * edited in both, the later edit wins and the other value goes to `history`.
 */
export function merge<D extends MutableDocument>(a: D, b: D): D {
  const fieldsA = flatten(a);
  const fieldsB = flatten(b);
  const names = [
    ...new Set([...Object.keys(fieldsA), ...Object.keys(fieldsB), ...Object.keys(a.edits), ...Object.keys(b.edits)]),
  ].sort();
  const fields: Fields = {};
  const edits: Edits = {};
  const lost: LostEdit[] = [...((a.history ?? []) as LostEdit[]), ...((b.history ?? []) as LostEdit[])];
  for (const name of names) {
    const stampsA = a.edits[name] ?? [];
    const stampsB = b.edits[name] ?? [];
    const aWins = isLater(lastOf(stampsA), fieldsA[name], lastOf(stampsB), fieldsB[name]);
    const [winner, loser, winnerStamps, loserStamps] = aWins
      ? [fieldsA[name], fieldsB[name], stampsA, stampsB]
      : [fieldsB[name], fieldsA[name], stampsB, stampsA];
    if (winner !== undefined) fields[name] = winner;
    const stamps = union(stampsA, stampsB);
    if (stamps.length > 0) edits[name] = stamps;
    const loserLast = lastOf(loserStamps);
    // Two documents made apart under one id (the same import on two phones) differ without any edit: keep that too.
    const unseen = loserLast === '' ? winnerStamps.length === 0 : !winnerStamps.includes(loserLast);
    if (unseen && !same(winner, loser)) lost.push(lostEdit(name, loser, loserLast, b));
  }
  const history = distinct(lost);
  const latest = a.updatedAt > b.updatedAt || (a.updatedAt === b.updatedAt && a.updatedBy >= b.updatedBy) ? a : b;
  const first = a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.createdBy <= b.createdBy) ? a : b;
  return {
    ...identityOf(a),
    createdAt: first.createdAt,
    createdBy: first.createdBy,
    deviceId: first.deviceId,
    ...unflatten(fields),
    ...(history.length > 0 ? { history } : {}),
    updatedAt: latest.updatedAt,
    updatedBy: latest.updatedBy,
    edits,
  } as unknown as D;
}

const isLater = (stampA: string, valueA: unknown, stampB: string, valueB: unknown): boolean =>
  stampA === stampB ? (JSON.stringify(valueA) ?? '') >= (JSON.stringify(valueB) ?? '') : stampA > stampB;

function lostEdit(field: string, value: unknown, stamp: string, from: MutableDocument): LostEdit {
  const [at, by] = stamp.split('|');
  return { field, ...(value === undefined ? {} : { value }), at: at || from.createdAt, by: by || from.createdBy };
}

function distinct(lost: LostEdit[]): LostEdit[] {
  const byText = new Map(
    lost.map((entry) => [`${entry.at}|${entry.field}|${entry.by}|${JSON.stringify(entry.value)}`, entry]),
  );
  return [...byText.keys()]
    .sort()
    .slice(-KEPT_HISTORY)
    .map((text) => byText.get(text) as LostEdit);
}
