import type { Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { Database } from '../../couch/client.ts';
import type { LookUp } from '../../couch/look-up.ts';
import { type DeliveryDocument, deliveryDocumentId } from './delivery-document.ts';
import { askOutbox, DUE, documentsOf } from './outbox-views.ts';

/** The deliveries in the control database. */
export interface OutboxStore {
  /** Stores new deliveries; returns those that were not there before, with their revision. */
  insert(docs: readonly DeliveryDocument[]): Promise<DeliveryDocument[]>;
  get(key: string): Promise<DeliveryDocument | null>;
  /** The stored document, or `conflict` when somebody else changed it first. */
  save(doc: DeliveryDocument): Promise<Result<DeliveryDocument, 'conflict'>>;
  /**
   * Changes a delivery by `next`, again on its newest revision whenever somebody else was first. Resolves to the
   * document as it is then: unchanged when `next` gives null or the same, null when it has gone.
   */
  change: Change;
  /** What is to be done at `now`, `limit` deliveries at most, and when the next ones are due. One request. */
  due(now: Date, limit: number): Promise<Due>;
  /** How many messages of this kind the shop has made since `since`, whatever became of them. */
  made(tenantId: string, kind: MessageKind, since: Instant): Promise<number>;
  /** Removes what has been done for long; returns how many. */
  removeOld(now: Date, limit: number): Promise<number>;
  failed(tenantId: string, limit: number): Promise<DeliveryDocument[]>;
  local(tenantId: string, limit: number): Promise<DeliveryDocument[]>;
  /** WhatsApp messages to a number, newest first. */
  sentTo(number: string, limit: number): Promise<DeliveryDocument[]>;
}

/** Changes a delivery, of which `doc` was read. */
type Change = (
  doc: DeliveryDocument,
  next: (fresh: DeliveryDocument) => DeliveryDocument | null,
) => Promise<DeliveryDocument | null>;

/** `reply`: the answer to somebody's message; `alert`: everything else. */
export type MessageKind = 'alert' | 'reply';

/** What is due, and what will be. */
export interface Due {
  readonly docs: readonly DeliveryDocument[];
  /** When the next one is due, ms since 1970; null when none waits. */
  readonly nextAt: number | null;
}

interface BulkRow {
  readonly id: string;
  readonly rev?: string;
  readonly error?: string;
}

/** No retry, claim or report is ever put off further than this, ms: what is due later was put off by a wrong clock. */
const LONGEST_WAIT_MS = 65 * 60_000;

const ofTenant = ['delivery.tenantId', 'stateAt'] as const;
const FAILED: LookUp = {
  name: 'failed_delivery_tenant',
  only: { type: 'delivery', state: { $in: ['FAILED', 'DOUBTFUL'] } },
  fields: ofTenant,
};
const LOCAL: LookUp = {
  name: 'local_delivery_tenant',
  only: { type: 'delivery', provider: 'local' },
  fields: ofTenant,
};
const SENT_TO: LookUp = {
  name: 'tried_whatsapp_number',
  only: { type: 'delivery', 'delivery.channel': 'WHATSAPP' },
  fields: ['delivery.address', 'attemptedAt'],
};

/** The time in a key of the view `due`. */
const timeOf = (key: unknown): string => String((key as readonly unknown[])[1]);

/** The deliveries kept in `control`. */
export function outboxStore(control: Database): OutboxStore {
  const at = (ms: number) => new Date(ms).toISOString();
  const newest = (by: LookUp, of: string, limit: number) =>
    control.find<DeliveryDocument>(by, { values: [of], limit, isDescending: true });
  return {
    async insert(docs) {
      if (docs.length === 0) return [];
      const rows = await control.request<BulkRow[]>('post', '_bulk_docs', { docs });
      const stored: DeliveryDocument[] = [];
      for (const [index, { rev, error }] of rows.entries()) {
        const doc = docs[index];
        if (doc && rev !== undefined) stored.push({ ...doc, _rev: rev });
        else if (error !== 'conflict') throw new Error(`A delivery could not be stored: ${error}`);
      }
      return stored;
    },
    get: (key) => control.get<DeliveryDocument>(deliveryDocumentId(key)),
    async save(doc) {
      const saved = await control.put(doc);
      return saved.ok ? { ok: true, value: { ...doc, _rev: saved.value } } : saved;
    },
    change: (doc, next) => control.update<DeliveryDocument>(doc._id, (fresh) => fresh && next(fresh), doc),
    async due(now, limit) {
      const [present, wrong] = [at(now.getTime()), at(now.getTime() + LONGEST_WAIT_MS)];
      const range = (what: number, to: string) => ({ startkey: [what], endkey: [what, to], limit, include_docs: true });
      const next = (what: number) => ({ startkey: [what, `${present}+`], endkey: [what, {}], limit: 1 });
      const [waiting = [], busy = [], misdated = [], ...coming] = await askOutbox<DeliveryDocument>(control, 'due', [
        range(DUE.waiting, present),
        range(DUE.busy, present),
        { startkey: [DUE.busy, wrong], endkey: [DUE.busy, {}], limit, include_docs: true },
        next(DUE.waiting),
        next(DUE.busy),
      ]);
      // A row comes with the document of now, which another server may have claimed since: its row is another then, and
      // to take it for an abandoned try would send it twice.
      const docs = [...waiting, ...busy, ...misdated]
        .flatMap(({ key, doc }) => (doc && timeOf(key) === doc.dueAt ? [doc] : []))
        .slice(0, limit);
      const times = coming.flat().map(({ key }) => Date.parse(timeOf(key)));
      return { docs, nextAt: times.length === 0 ? null : Math.min(...times) };
    },
    async made(tenantId, kind, since) {
      const [[row] = []] = await askOutbox(control, 'made_by_tenant', [
        { startkey: [tenantId, kind, since], endkey: [tenantId, kind, {}], limit: 1 },
      ]);
      return typeof row?.value === 'number' ? row.value : 0;
    },
    async removeOld(now, limit) {
      const old = await documentsOf<DeliveryDocument>(control, 'due', {
        startkey: [DUE.removal],
        endkey: [DUE.removal, at(now.getTime())],
        limit,
      });
      for (const { _id, _rev } of old) {
        if (_rev !== undefined) await control.remove({ _id, _rev });
      }
      return old.length;
    },
    failed: (tenantId, limit) => newest(FAILED, tenantId, limit),
    local: (tenantId, limit) => newest(LOCAL, tenantId, limit),
    sentTo: (number, limit) => newest(SENT_TO, number, limit),
  };
}
