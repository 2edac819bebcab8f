import type { Database, Stored } from '../../couch/client.ts';

/**
 * The views over the control database. Their texts are plain: they read our own documents only, which nobody else can
 * write. Keys of `due`: [what, when], so that the timers never read a document that has to wait.
 */
export const DUE = { waiting: 0, busy: 1, removal: 2 } as const;

const OUTBOX = {
  _id: '_design/outbox',
  language: 'javascript',
  views: {
    due: {
      map: `function (doc) {
  if (doc.type !== 'delivery') return;
  var done = doc.phase === 'DONE' && (doc.reported === doc.state || doc.delivery.eventId === '');
  var waits = doc.phase === 'WAITING' && doc.dueAt === doc.delivery.notBefore;
  emit([done ? ${DUE.removal} : waits ? ${DUE.waiting} : ${DUE.busy}, doc.dueAt], null);
}`,
    },
    made_by_tenant: {
      map: `function (doc) {
  if (doc.type !== 'delivery' || doc.delivery.unsent) return;
  emit([doc.delivery.tenantId, doc.delivery.alertType === 'REPLY' ? 'reply' : 'alert', doc.createdAt], null);
}`,
      reduce: '_count',
    },
  },
} as const;

export type OutboxView = keyof typeof OUTBOX.views;

interface StoredDesign extends Stored {
  readonly views?: unknown;
}

/** Makes sure that the control database holds this version's views; several servers may do so at once. */
export async function provisionOutboxViews(control: Database): Promise<void> {
  await control.update<StoredDesign>(OUTBOX._id, (stored) =>
    stored && JSON.stringify(stored.views) === JSON.stringify(OUTBOX.views) ? null : { ...stored, ...OUTBOX },
  );
}

/** One question to a view, as CouchDB's JSON API takes it. */
export interface OutboxQuery {
  readonly startkey?: unknown;
  readonly endkey?: unknown;
  readonly key?: unknown;
  readonly limit: number;
  readonly descending?: boolean;
  readonly include_docs?: boolean;
}

interface Row<D> {
  readonly key: unknown;
  /** Of a view that counts. */
  readonly value?: unknown;
  readonly doc?: D | null;
}

/** Asks a view several questions in one request; the rows of each, in their order. */
export async function askOutbox<D>(
  control: Database,
  view: OutboxView,
  queries: readonly OutboxQuery[],
): Promise<Row<D>[][]> {
  const path = `_design/outbox/_view/${view}/queries`;
  const { results } = await control.request<{ results: { rows: Row<D>[] }[] }>('post', path, { queries });
  return results.map(({ rows }) => rows);
}

/** The documents of a view's rows between two keys, at most `limit`. */
export async function documentsOf<D>(control: Database, view: OutboxView, query: OutboxQuery): Promise<D[]> {
  const [rows = []] = await askOutbox<D>(control, view, [{ ...query, include_docs: true }]);
  return rows.flatMap(({ doc }) => (doc ? [doc] : []));
}
