import { flatten } from '@digiboost/domain/documents/fields';
import { FIRST_INSTANT } from '@digiboost/domain/documents/limits';
import {
  DOCUMENT_TYPES,
  type DocumentTypeName,
  documentFault,
  type MutableDocument,
  type Role,
} from '@digiboost/domain/documents/registry';
import { isRevisionHistory, type RevisionHistory } from '@digiboost/domain/documents/revision';
import { beyondLimits, type EventLimits, type LimitedEvent } from '@digiboost/domain/documents/role-limits';
import { authorOf } from '@digiboost/domain/documents/stamps';
import { canonical } from '@digiboost/domain/shared/canonical';

/** Who writes, as CouchDB authenticated them: `name` is the user's id. */
export interface UserContext {
  readonly name: string | null;
  readonly roles: readonly string[];
}

/** The database's `_security`. */
export interface SecurityObject {
  readonly members?: { readonly roles?: readonly string[] };
}

/** A document as CouchDB hands it over, with the history of its revision. */
export interface StoredDocument {
  readonly _id: string;
  readonly _deleted?: boolean;
  readonly _revisions?: RevisionHistory;
  readonly [field: string]: unknown;
}

const ROLES: readonly Role[] = ['admin', 'user', 'viewer'];
/** What says where a document comes from. */
const ORIGIN = ['createdAt', 'createdBy', 'deviceId'] as const;

/**
 * How far ahead of the database's clock a document may have been written, ms. A count or an edit dated ahead would win
 * over everything until then; a phone whose clock is wrong corrects it by the server's before it writes.
 */
const AHEAD_MS = 10 * 60_000;
/** How far ahead what was sold or moved may count: a file may give a sale of today no more than its day. */
const DAY_MS = 24 * 3_600_000;

/**
 * CouchDB's `validate_doc_update` of every shop: returns when `doc` may be stored, else throws `{forbidden}` with the
 * field at fault and why. `old` is the nearest ancestor that the database still holds, null when there is none.
 */
export function validateDocUpdate(
  doc: StoredDocument,
  old: StoredDocument | null,
  user: UserContext,
  security: SecurityObject,
): void {
  const server = user.roles.includes('_admin');
  if (doc._id.startsWith('_design/')) {
    if (!server) refuse('_id', 'only the server writes design documents');
    return;
  }
  if (doc._deleted) refuse('_deleted', 'documents are archived, never deleted');
  if (doc._revisions && !isRevisionHistory(doc._revisions)) refuse('_rev', 'not a revision that an edit makes');
  const role = server ? 'server' : roleOf(user, security);
  if (role === null) refuse('createdBy', 'no role in this shop');
  const fault = documentFault(doc);
  if (fault) refuse(fault.field, fault.reason);
  if (role === 'server') return;
  checkTime(doc, Date.now());

  const { immutable, writers } = DOCUMENT_TYPES[doc.type as DocumentTypeName];
  if (!(writers as readonly string[]).includes(role)) refuse('type', `not written by the role ${role}`);
  const generation = doc._revisions?.start ?? 0;
  if (immutable && (old || generation > 1)) refuse('_rev', 'written once, never changed');
  if (old) checkOrigin(doc, old);
  // A later revision whose ancestors are gone (compacted away) is an edit of what someone else may have created.
  else if (generation <= 1 && doc.createdBy !== user.name && !(role === 'admin' && doc.handedIn))
    refuse('createdBy', 'not the user who writes');
  checkHandedIn(doc, user);
  if (role === 'user') checkLimits(doc);
  if (!immutable) checkEdits(doc as unknown as MutableDocument, old as MutableDocument | null, user, generation);
}

/** Whoever brings what another phone could not send says so in their own name; only an administrator for others. */
function checkHandedIn({ handedIn }: StoredDocument, { name }: UserContext): void {
  if (handedIn && (handedIn as { by: string }).by !== name) refuse('handedIn', 'not the user who writes');
}

/**
 * What a seller recorded beyond the limits that it names was approved by somebody else. Not those of today: a phone
 * that was offline while they became stricter could never send what it had recorded rightly.
 */
function checkLimits(doc: StoredDocument): void {
  const { limits, approvedBy, createdBy } = doc as StoredDocument & { readonly limits?: EventLimits };
  if (approvedBy !== undefined && approvedBy === createdBy) refuse('approvedBy', 'nobody approves for themselves');
  const beyond = limits ? beyondLimits(doc as unknown as LimitedEvent, limits) : [];
  if (beyond.length > 0 && !approvedBy) refuse('limits', `not approved: ${beyond.join(', ')}`);
}

/** The instants that any document may carry. */
interface Dated {
  readonly at?: string;
  readonly original?: { readonly at: string };
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly handedIn?: { readonly at: string };
  readonly edits?: Readonly<Record<string, readonly string[]>>;
  readonly history?: readonly { readonly at: string }[];
}

/** Refuses what is dated after now or before all time: the document itself, what it voids, or the edit of a field. */
function checkTime(doc: StoredDocument, now: number): void {
  // The shape was found right before.
  const { at, original, createdAt, updatedAt, handedIn, edits, history } = doc as unknown as Dated;
  const soon = new Date(now + AHEAD_MS).toISOString();
  const check = (field: string, instant: string | undefined, latest = soon): void => {
    if (instant === undefined) return;
    if (instant > latest) refuse(field, 'dated in the future');
    if (instant < FIRST_INSTANT) refuse(field, 'dated before all time');
  };
  const today = new Date(now + DAY_MS).toISOString();
  check('at', at, doc.type === 'sale' || doc.type === 'movement' ? today : soon);
  check('original', original?.at, today);
  check('createdAt', createdAt);
  check('updatedAt', updatedAt);
  check('handedIn', handedIn?.at);
  for (const [field, stamps] of Object.entries(edits ?? {})) {
    for (const stamp of stamps) check(`edits.${field}`, stamp);
  }
  for (const lost of history ?? []) check('history', lost.at);
}

/**
 * Refuses an edit in somebody else's name. A first revision holds its writer's own edits only. Later ones may bring
 * together what others edited apart, so that they may hold others' stamps; yet no field changes without a stamp that
 * was not there before, and whoever is named last has a part in it.
 */
function checkEdits(
  doc: MutableDocument,
  old: MutableDocument | null,
  { name }: UserContext,
  generation: number,
): void {
  const byOf = (stamps: readonly string[]) => stamps.map((stamp) => authorOf(stamp).by);
  const before = new Map(Object.entries(old?.edits ?? {}));
  const added = Object.entries(doc.edits).map(([field, stamps]) => ({
    field,
    authors: byOf(stamps.filter((stamp) => !before.get(field)?.includes(stamp))),
  }));
  const authors = new Set(added.flatMap((edit) => edit.authors));
  if (!old && generation <= 1) {
    const foreign = added.find((edit) => edit.authors.some((by) => by !== name));
    if (foreign) refuse(`edits.${foreign.field}`, 'not the user who writes');
    if (doc.updatedBy !== name) refuse('updatedBy', 'not the user who writes');
    if (doc.history) refuse('history', 'nothing was lost yet');
    return;
  }
  if (doc.updatedBy !== name && doc.updatedBy !== old?.updatedBy && !authors.has(doc.updatedBy))
    refuse('updatedBy', 'neither the user who writes nor one who edited');
  if (!old) {
    if (doc.createdBy !== name && doc.updatedBy !== name && !authors.has(String(name)))
      refuse('edits', 'nothing of the user who writes');
    return;
  }
  const was = flatten(old);
  const stamped = new Set(added.filter((edit) => edit.authors.length > 0).map(({ field }) => field));
  const fields = flatten(doc);
  for (const field of Object.keys(was)) {
    if (!stamped.has(field) && canonical(fields[field]) !== canonical(was[field]))
      refuse(field, 'changed without a stamp');
  }
}

/** The role that this database gives the user: one of its own members' roles, or null. */
function roleOf(user: UserContext, security: SecurityObject): Role | null {
  const members = security.members?.roles ?? [];
  for (const role of ROLES) {
    if (members.some((member) => member.endsWith(`:${role}`) && user.roles.includes(member))) return role;
  }
  return null;
}

/**
 * Type and origin never change, but for one case: two devices that created the same id apart (the same import on two
 * phones) merge into the earlier of the two, so the origin may move to an earlier one.
 */
function checkOrigin(doc: StoredDocument, old: StoredDocument): void {
  if (doc.type !== old.type) refuse('type', 'never changes');
  const changed = ORIGIN.find((field) => doc[field] !== old[field]);
  if (changed && !isEarlier(doc, old)) refuse(changed, 'never changes');
}

const isEarlier = (doc: StoredDocument, old: StoredDocument): boolean => {
  const [origin, before] = [doc, old].map((version) => ORIGIN.map((field) => String(version[field])).join('|'));
  return String(origin) < String(before);
};

function refuse(field: string, reason: string): never {
  throw { forbidden: `${field}: ${reason}` };
}
