import {
  activityByDayAndProduct,
  amountsByAccountAndTime,
  closingsByMethodAndTime,
  countsByProductAndTime,
  lastCountByProduct,
  receivedByProductAndExpiry,
  stockByProduct,
  ticketsByDayAndSettlement,
  toldByProduct,
  type View,
} from '@digiboost/design-docs';
import { hasModestExtent } from '@digiboost/domain/documents/extent';
import { isRevisionHistory } from '@digiboost/domain/documents/revision';
import { METHODS } from '@digiboost/domain/documents/settlement';
import { daysBetween } from '@digiboost/domain/shared/day';
import * as z from 'zod/mini';
import { PAGE } from './pages.ts';

/** One kind of request to a shop's database: all that may be in it. What no kind describes is refused. */
export interface DoorRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the database, segment by segment: as it stands, or what a decoded segment must match. */
  readonly path: readonly (string | RegExp)[];
  /** Each parameter, as text. */
  readonly query: z.ZodMiniType<Record<string, string | undefined>>;
  /** Absent when it brings none. */
  readonly body?: z.ZodMiniType;
  /** Largest body, unpacked. */
  readonly bytes: number;
  /** Rows that it asks about or brings, as far as the request tells. */
  rows(body: unknown): number;
}

const KB = 1_024;
const NO_ROWS = () => 0;

/** Longest id of a document; an acknowledgement's holds its alert, its subject and a time. */
const ID_LENGTH = 300;
/** A character that stands alone in a log and in a path, and no underscore in front: those names are CouchDB's own. */
export const ID = new RegExp(`^(?!_)[^\\p{Cc}\\p{Cs}]{1,${ID_LENGTH}}$`, 'u');
/** The end of a range: an id, perhaps with the last or the first of all characters behind it. */
const BOUND = new RegExp(`^(?!_)[^\\p{Cc}\\p{Cs}]{1,${ID_LENGTH}}\\0?$`, 'u');
const REVISION = /^[1-9]\d{0,6}-[0-9a-f]{32}$/;
/** What CouchDB hands out as a place in its changes: a number with an opaque text behind it. */
const SEQUENCE = /^\d{1,15}(-[\w-]{1,4000})?$/;
/** The name of a PouchDB replicator's checkpoint, and the name under which the door keeps it. */
export const CHECKPOINT = /^(?:[\w.]{22}==|door\.[\w-]{22}\.[0-9a-f]{2})$/;

const matching = (pattern: RegExp) => z.string().check(z.regex(pattern));
const flag = z.optional(z.literal('true'));
const wholeNumber = (from: number, to: number) =>
  matching(/^\d{1,7}$/).check(z.refine((text) => Number(text) >= from && Number(text) <= to, 'out of bounds'));
const listOf = <T extends z.ZodMiniType>(item: T, most: number) => z.array(item).check(z.maxLength(most));
const parameters = <Shape extends Record<string, z.ZodMiniType<string | undefined>>>(shape: Shape) =>
  // PouchDB in Safari adds it to whatever it gets, against a cache that keeps too much.
  z.strictObject({ ...shape, _nonce: z.optional(matching(/^\d{1,15}$/)) }) as unknown as DoorRequest['query'];

const id = matching(ID);
/** What is read: a replicator that brings everything asks for the views' documents too. */
const readableId = matching(new RegExp(`${ID.source}|^_design/[a-z]{1,40}$`, 'u'));
const revision = matching(REVISION);
const product = matching(/^product:[^\p{Cc}\p{Cs}]{1,200}$/u);
const day = matching(/^\d{4}-\d\d-\d\d$/);
const instant = z.int().check(z.minimum(0));

/** Ancestors that a document brings: PouchDB and CouchDB remember as many. */
const ANCESTORS = 1_000;
/** Ancestors that all documents of one write bring. */
const ANCESTORS_TOGETHER = 20_000;
/** Revisions of one document in one write: a phone brings what it made while it was alone. */
const TWINS = 20;

/** A document on its way: what CouchDB itself reads of it. What it says is for the shop's rules to judge. */
const writtenDocument = z
  .looseObject({
    _id: id,
    _rev: z.optional(revision),
    _revisions: z.optional(
      z.strictObject({ start: z.int().check(z.minimum(1)), ids: listOf(z.string(), ANCESTORS).check(z.minLength(1)) }),
    ),
    _deleted: z.optional(z.boolean()),
  })
  .check(
    z.refine(
      (doc) => Object.keys(doc).every((field) => !field.startsWith('_') || OWN_FIELDS.has(field)),
      'unknown field',
    ),
    z.refine(
      ({ _rev, _revisions }) => !_revisions || isHistoryOf(_revisions, _rev),
      'not a revision that an edit makes',
    ),
    z.refine(hasModestExtent, 'too large or nested too deeply'),
  );

const OWN_FIELDS = new Set(['_id', '_rev', '_revisions', '_deleted']);

function isHistoryOf(history: { start: number; ids: string[] }, rev: string | undefined): boolean {
  const newest = `${history.start}-${history.ids[0]}`;
  return isRevisionHistory(history) && history.ids.length <= history.start && (rev === undefined || rev === newest);
}

const write = z
  .strictObject({ docs: listOf(writtenDocument, PAGE.documents), new_edits: z.optional(z.boolean()) })
  .check(
    z.refine(
      ({ docs, new_edits }) => new_edits !== false || docs.every(({ _rev }) => _rev !== undefined),
      'the revision of a document is missing',
    ),
    z.refine(({ docs }) => mostAlike(docs.map(({ _id }) => _id)) <= TWINS, 'too many revisions of one document'),
    z.refine(
      ({ docs }) => docs.reduce((sum, { _revisions }) => sum + (_revisions?.ids.length ?? 0), 0) <= ANCESTORS_TOGETHER,
      'too many ancestors',
    ),
  );

function mostAlike(names: readonly string[]): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const name of names) {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    most = Math.max(most, count);
  }
  return most;
}

const revisionsOfIds = z.record(readableId, listOf(revision, PAGE.ids)).check(
  z.refine((asked) => Object.keys(asked).length <= PAGE.ids, 'too many documents'),
  z.refine((asked) => countRevisions(asked) <= PAGE.ids * 5, 'too many revisions'),
);

const countRevisions = (asked: unknown): number =>
  Object.values(asked as Record<string, string[]>).reduce((sum, revs) => sum + revs.length, 0);

const wantedRevisions = z
  .strictObject({ docs: listOf(z.strictObject({ id: readableId, rev: revision }), PAGE.ids) })
  .check(z.refine(({ docs }) => mostAlike(docs.map((doc) => `${doc.rev} ${doc.id}`)) <= 1, 'the same revision twice'));

const ranges = z
  .strictObject({
    queries: listOf(
      z.strictObject({
        startkey: matching(BOUND),
        endkey: matching(BOUND),
        inclusive_end: z.literal(false),
        // Without them the answer is ids alone, which costs less than the documents that the phone may ask for as well.
        include_docs: z.optional(z.literal(true)),
        conflicts: z.optional(z.literal(true)),
        update_seq: z.optional(z.literal(true)),
        limit: z.int().check(z.minimum(1)),
      }),
      PAGE.ranges,
    ),
  })
  .check(z.refine(({ queries }) => sumOfLimits(queries) <= PAGE.rows, 'too many rows'));

const sumOfLimits = (queries: readonly { limit: number }[]): number =>
  queries.reduce((sum, { limit }) => sum + limit, 0);

const place = z.union([z.number(), matching(SEQUENCE)]);

const checkpoint = z.strictObject({
  _id: z.optional(z.string()),
  _rev: z.optional(matching(/^0-\d{1,9}$/)),
  last_seq: place,
  session_id: z.optional(matching(/^[\w-]{1,64}$/)),
  history: z.optional(listOf(z.strictObject({ last_seq: place, session_id: matching(/^[\w-]{1,64}$/) }), 5)),
  replicator: z.optional(z.literal('pouchdb')),
  version: z.optional(z.literal(1)),
});

/** A customer's or a supplier's account, or a till's. */
const account = matching(/^(?:customer|supplier|till):[^\p{Cc}\p{Cs}]{1,200}$/u);
const counted = z.union([z.enum(METHODS), matching(/^CASH:[a-z0-9]{0,32}$/i)]);
/** The newest rows of one of them. */
const newest = z.int().check(z.minimum(1), z.maximum(50));
const startOf = <T extends z.ZodMiniType>(key: T) => z.tuple([key]);
const afterAll = z.strictObject({});

/** What phones ask of each view, exactly: any other query could cost the server as much as it pleases. */
const VIEW_QUERIES: readonly (readonly [View, z.ZodMiniType])[] = [
  [
    stockByProduct,
    z.union([
      z.strictObject({ group_level: z.literal(1) }),
      z.strictObject({ startkey: z.tuple([product, instant]), endkey: z.tuple([product, afterAll]) }),
    ]),
  ],
  [lastCountByProduct, z.strictObject({ group: z.literal(true) })],
  [toldByProduct, z.strictObject({ group: z.literal(true) })],
  [receivedByProductAndExpiry, z.strictObject({ group: z.literal(true) })],
  [countsByProductAndTime, z.strictObject({ keys: listOf(z.tuple([product, instant]), PAGE.queries) })],
  [
    activityByDayAndProduct,
    z.union([
      z
        .strictObject({ startkey: startOf(day), endkey: z.tuple([day, afterAll]), group: z.literal(true) })
        .check(z.refine(({ startkey, endkey }) => daysBetween(startkey[0], endkey[0]) <= PAGE.days, 'too many days')),
      z.strictObject({ endkey: startOf(day), inclusive_end: z.literal(false) }),
    ]),
  ],
  [ticketsByDayAndSettlement, z.strictObject({ group: z.literal(true) })],
  [
    amountsByAccountAndTime,
    z.union([
      z.strictObject({ group_level: z.literal(1) }),
      z.strictObject({
        startkey: z.tuple([account, z.literal(0), instant]),
        endkey: z.tuple([account, z.literal(0), afterAll]),
      }),
      z.strictObject({
        reduce: z.literal(false),
        descending: z.literal(true),
        startkey: z.tuple([account, z.literal(1), afterAll]),
        endkey: z.tuple([account, z.literal(1)]),
        limit: newest,
      }),
    ]),
  ],
  [
    closingsByMethodAndTime,
    z.strictObject({
      descending: z.literal(true),
      startkey: z.tuple([counted, afterAll]),
      endkey: z.tuple([counted]),
      limit: newest,
    }),
  ],
];

const askView = ([{ ddoc, name }, query]: readonly [View, z.ZodMiniType]): DoorRequest => ({
  method: 'POST',
  path: ['_design', ddoc, '_view', name, 'queries'],
  query: parameters({}),
  body: z.strictObject({ queries: listOf(query, PAGE.queries) }).check(
    z.refine((body) => countKeys(body) <= PAGE.queries, 'too many keys'),
    z.refine((body) => countWide(body) <= PAGE.wideQueries, 'too much of a view at once'),
  ),
  bytes: 256 * KB,
  rows: (body) => countRows(body) + WIDE_ROWS * countWide(body),
});

/** What a query of a whole view, or of many days, is counted as. */
const WIDE_ROWS = 500;

/** Queries that read neither the keys that they name nor one product or account alone. */
function countWide(body: unknown): number {
  const { queries } = body as { queries: readonly { keys?: unknown; startkey?: readonly unknown[] }[] };
  return queries.filter(({ keys, startkey }) => keys === undefined && (startkey?.length ?? 0) < 2).length;
}

function countRows(body: unknown): number {
  const { queries } = body as { queries: readonly { keys?: readonly unknown[]; limit?: number }[] };
  return queries.reduce((sum, { keys, limit = 1 }) => sum + (keys?.length ?? limit), 0);
}

function countKeys(body: unknown): number {
  const { queries } = body as { queries: readonly { keys?: readonly unknown[] }[] };
  return queries.reduce((sum, { keys }) => sum + (keys?.length ?? 1), 0);
}

/**
 * Every request that a phone makes of its shop's database, and what a PouchDB that replicates it asks beside; one entry
 * each. `couch/door/requests.test.ts` compares it with what phones were seen to ask.
 */
export const REQUESTS: readonly DoorRequest[] = [
  {
    method: 'GET',
    path: ['_changes'],
    query: parameters({
      since: z.optional(matching(new RegExp(`^now$|${SEQUENCE.source}`))),
      limit: wholeNumber(1, PAGE.changes),
      include_docs: flag,
      style: z.optional(z.literal(['all_docs', 'main_only'])),
      feed: z.optional(z.literal(['normal', 'longpoll'])),
      heartbeat: z.optional(wholeNumber(1_000, 120_000)),
      timeout: z.optional(wholeNumber(0, 120_000)),
      seq_interval: z.optional(wholeNumber(1, 10_000)),
    }),
    bytes: 0,
    rows: NO_ROWS,
  },
  {
    method: 'POST',
    path: ['_revs_diff'],
    query: parameters({}),
    body: revisionsOfIds,
    bytes: 512 * KB,
    rows: countRevisions,
  },
  {
    method: 'POST',
    path: ['_bulk_docs'],
    query: parameters({}),
    body: write,
    bytes: 2_048 * KB,
    rows: (body) => (body as { docs: unknown[] }).docs.length,
  },
  {
    method: 'POST',
    path: ['_bulk_get'],
    query: parameters({ revs: flag, latest: flag }),
    body: wantedRevisions,
    bytes: 512 * KB,
    rows: (body) => (body as { docs: unknown[] }).docs.length,
  },
  {
    method: 'POST',
    path: ['_all_docs'],
    query: parameters({ include_docs: flag }),
    body: z
      .strictObject({ keys: listOf(id, PAGE.ids) })
      .check(z.refine(({ keys }) => new Set(keys).size === keys.length, 'the same id twice')),
    bytes: 512 * KB,
    rows: (body) => (body as { keys: unknown[] }).keys.length,
  },
  {
    method: 'POST',
    path: ['_all_docs', 'queries'],
    query: parameters({}),
    body: ranges,
    bytes: 16 * KB,
    rows: NO_ROWS,
  },
  ...VIEW_QUERIES.map(askView),
  // From here on: what only a replicator asks.
  { method: 'GET', path: [], query: parameters({}), bytes: 0, rows: NO_ROWS },
  { method: 'GET', path: [ID], query: parameters({}), bytes: 0, rows: () => 1 },
  { method: 'GET', path: ['_local', CHECKPOINT], query: parameters({}), bytes: 0, rows: () => 1 },
  {
    method: 'PUT',
    path: ['_local', CHECKPOINT],
    query: parameters({}),
    body: checkpoint,
    bytes: 32 * KB,
    rows: () => 1,
  },
];
