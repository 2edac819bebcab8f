import type { Author } from './author.ts';
import { fieldHolds, hasField } from './field-schema.ts';
import { type Fields, flatten, noFields, sameValue, unflatten } from './fields.ts';
import { withFormerPrice } from './purchase-price.ts';
import { DOCUMENT_TYPES, type DocumentFault, documentFault, type MutableDocument } from './registry.ts';
import { authorOf, creationStamp, lastStamp, nextStamp, type Stamp, unite } from './stamps.ts';

/**
 * Mutable documents merge field by field, as a set of values with a causal context (a dotted version vector set,
 * Preguiça et al. 2010): a field's stamps in `edits`, with the stamp of the creation, are the values that whoever wrote
 * the document had seen. A value that the other version has seen and no longer holds was replaced knowingly, and goes;
 * of the values that remain the latest stands and the others are kept in `history`. Every device that merges the same
 * versions reaches the same values, whatever the order.
 */

const KEPT_HISTORY = 50;

/** A value that lost to a later edit of the same field. */
export interface LostEdit {
  readonly field: string;
  readonly value?: unknown;
  readonly at: string;
  readonly by: string;
  readonly deviceId: string;
}

/** A value of one field and the edit that gave it. */
interface Candidate {
  readonly stamp: Stamp;
  readonly value: unknown;
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
  const wanted = flatten({ ...changes, ...ofAnotherPrice(doc, changes, author) });
  const changed = Object.keys(wanted).filter((name) => !sameValue(before[name], wanted[name]));
  if (changed.length === 0) return doc;
  const edits = new Map<string, Stamp[]>(Object.entries(doc.edits));
  for (const name of changed) {
    const stamps = edits.get(name) ?? [];
    edits.set(name, unite(stamps, [nextStamp(author, lastStamp([creationStamp(doc), ...stamps].sort()))]));
  }
  return {
    ...identityOf(doc),
    ...unflatten({ ...before, ...wanted }),
    ...(doc.history ? { history: doc.history } : {}),
    updatedAt: author.at,
    updatedBy: author.by,
    edits: Object.fromEntries(edits),
  } as unknown as D;
}

/** What else changes with the purchase price of a product. */
function ofAnotherPrice(doc: MutableDocument, changes: object, author: Author): object {
  if (doc.type !== 'product') return {};
  const { purchasePrice = doc.purchasePrice } = changes as Partial<typeof doc>;
  return purchasePrice === doc.purchasePrice ? {} : { formerPurchasePrices: withFormerPrice(doc, author) };
}

/** A version of a document that says nothing to its readers, and why. */
export interface LeftOut {
  readonly id: string;
  readonly rev: string | undefined;
  readonly fault: DocumentFault;
}

/**
 * `winner` with what the other versions of the same document bring, field by field: under the winner's id and revision,
 * of its type and origin, for the server lets nobody change those. A version that is not valid brings nothing, and a
 * merge that is not valid leaves the winner as it is; `leftOut` names them.
 */
export function mergeVersions<D extends MutableDocument>(
  winner: D,
  others: readonly D[],
): { readonly doc: D; readonly leftOut: readonly LeftOut[] } {
  const { _conflicts, _revisions, ...plain } = winner;
  const leftOut = [winner, ...others].flatMap((version) => {
    const fault = documentFault(version) ?? (isSameDocument(version, winner) ? null : OTHER_DOCUMENT);
    return fault ? [{ version, id: winner._id, rev: version._rev, fault }] : [];
  });
  const asItIs = { doc: plain as D, leftOut: leftOut.map(({ version, ...left }) => left) };
  const sound = others.filter((other) => !leftOut.some(({ version }) => version === other));
  if (sound.length === 0 || leftOut.some(({ version }) => version === winner)) return asItIs;
  const sorted = sound.sort((a, b) => ((a._rev ?? '') < (b._rev ?? '') ? -1 : 1));
  const { createdAt, createdBy, deviceId } = winner;
  const doc: D = { ...sorted.reduce((merged, other) => merge(merged, other), winner), createdAt, createdBy, deviceId };
  const fault = documentFault(doc);
  if (!fault) return { doc, leftOut: asItIs.leftOut };
  return { ...asItIs, leftOut: [...asItIs.leftOut, { id: winner._id, rev: winner._rev, fault }] };
}

const OTHER_DOCUMENT: DocumentFault = { field: '_id', reason: 'another document' };
const isSameDocument = (a: MutableDocument, b: MutableDocument): boolean => a._id === b._id && a.type === b.type;

/**
 * Two versions of one document as one, keeping the revision of `a`. A field edited in one version only takes that edit;
 * edited in both, the later edit wins and the other value goes to `history`.
 */
export function merge<D extends MutableDocument>(a: D, b: D): D {
  const fieldsA = flatten(a);
  const fieldsB = flatten(b);
  const first = isBefore(creationStamp(a), creationStamp(b)) ? a : b;
  const latest = isBefore(`${a.updatedAt}|${a.updatedBy}`, `${b.updatedAt}|${b.updatedBy}`) ? b : a;
  const { schema } = DOCUMENT_TYPES[a.type];
  const fields = noFields();
  const edits = new Map<string, Stamp[]>();
  const lost: LostEdit[] = [];
  for (const name of namesOf(a, b, fieldsA, fieldsB)) {
    if (!hasField(schema, name)) continue;
    const seenA = seenBy(a, name, fieldsA[name]);
    const seenB = seenBy(b, name, fieldsB[name]);
    const candidatesA = candidatesOf(a, name, fieldsA, seenA);
    const candidatesB = candidatesOf(b, name, fieldsB, seenB);
    const [winner, ...losers] = latestFirst([
      ...standing(candidatesA, candidatesB, seenB),
      ...standing(candidatesB, candidatesA, seenA),
    ]).filter(({ value }) => fieldHolds(schema, name, value));
    if (winner?.value !== undefined) fields[name] = winner.value;
    const stamps = unite(seenA, seenB).filter((stamp) => stamp !== creationStamp(first));
    if (stamps.length > 0) edits.set(name, stamps);
    for (const loser of losers) lost.push(lostEdit(name, loser));
  }
  const history = lost.sort((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1)).slice(-KEPT_HISTORY);
  return {
    ...identityOf(a),
    createdAt: first.createdAt,
    createdBy: first.createdBy,
    deviceId: first.deviceId,
    ...unflatten(fields),
    ...(history.length > 0 ? { history } : {}),
    updatedAt: latest.updatedAt,
    updatedBy: latest.updatedBy,
    edits: Object.fromEntries(edits),
  } as unknown as D;
}

/** The lost values worth showing: those of `history` that differ from what the field holds now. */
export function lostEdits(doc: MutableDocument): LostEdit[] {
  const fields = flatten(doc);
  return historyOf(doc).filter(({ field, value }) => !sameValue(fields[field], value));
}

const isBefore = (a: string, b: string): boolean => a < b;

function identityOf(doc: MutableDocument): Fields {
  const { _id, _rev, type, createdAt, createdBy, deviceId } = doc;
  return { _id, ...(_rev ? { _rev } : {}), type, createdAt, createdBy, deviceId };
}

const historyOf = (doc: MutableDocument): readonly LostEdit[] => (doc.history ?? []) as readonly LostEdit[];

function namesOf(a: MutableDocument, b: MutableDocument, fieldsA: Fields, fieldsB: Fields): string[] {
  const lost = [...historyOf(a), ...historyOf(b)].map(({ field }) => field);
  const names = [fieldsA, fieldsB, a.edits, b.edits].flatMap((source) => Object.keys(source));
  return [...new Set([...names, ...lost])].sort();
}

/** The edits of a field that whoever wrote `doc` had seen, oldest first: none when the field was never there. */
function seenBy(doc: MutableDocument, name: string, value: unknown): Stamp[] {
  const edits = Object.hasOwn(doc.edits, name) ? (doc.edits[name] ?? []) : [];
  return value === undefined && edits.length === 0 ? [] : [creationStamp(doc), ...edits].sort();
}

/** The values of a field that `doc` holds: the one that stands, and those in its history. */
function candidatesOf(doc: MutableDocument, name: string, fields: Fields, seen: readonly Stamp[]): Candidate[] {
  const lost = historyOf(doc).filter(({ field }) => field === name);
  const present = seen.length === 0 ? [] : [{ stamp: lastStamp(seen), value: fields[name] }];
  return [...present, ...lost.map(({ at, by, deviceId, value }) => ({ stamp: `${at}|${by}|${deviceId}`, value }))];
}

/** Those of `own` that the other version holds too or has never seen. */
const standing = (own: readonly Candidate[], other: readonly Candidate[], seenByOther: readonly Stamp[]): Candidate[] =>
  own.filter(({ stamp }) => !seenByOther.includes(stamp) || other.some((candidate) => candidate.stamp === stamp));

/** The candidates latest first, each value once: who set the same value apart lost nothing. */
function latestFirst(candidates: readonly Candidate[]): Candidate[] {
  const text = ({ stamp, value }: Candidate): string => `${stamp}|${JSON.stringify(value) ?? ''}`;
  const sorted = [...candidates].sort((a, b) => (text(a) < text(b) ? 1 : -1));
  return sorted.filter(({ value }, index) => sorted.findIndex((other) => sameValue(other.value, value)) === index);
}

const lostEdit = (field: string, { stamp, value }: Candidate): LostEdit => ({
  field,
  ...(value === undefined ? {} : { value }),
  ...authorOf(stamp),
});

const keyOf = ({ at, field, by, deviceId, value }: LostEdit): string =>
  `${at}|${field}|${by}|${deviceId}|${JSON.stringify(value)}`;
