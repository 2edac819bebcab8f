import { randomBytes } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Database, Stored } from '../couch/client.ts';

/** One call of an agent: with which key, which tool, and how many rows it was told. */
export interface AgentCall {
  readonly at: Instant;
  readonly keyId: string;
  readonly keyName: string;
  readonly tool: string;
  readonly rows: number;
  readonly outcome: 'done' | 'refused' | 'failed';
}

interface CallDocument extends Stored, AgentCall {
  readonly type: 'agentCall';
}

/** What agents asked of each shop, for its administrators. */
export interface AgentAudit {
  note(tenantId: string, call: AgentCall): Promise<void>;
  /** `limit` calls, newest first, from the last one or after `after`; `next` is null at the end. */
  list(
    tenantId: string,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ readonly calls: AgentCall[]; readonly next: string | null }>;
}

const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;
/** Old calls are removed once in so many. */
const REMOVED_EVERY = 100;
const REMOVED_AT_ONCE = 500;

/** The calls kept in `control` for 90 days. */
export function agentAudit(control: Database): AgentAudit {
  const prefix = (tenantId: string): string => `agentCall:${tenantId}:`;
  let noted = 0;
  let waiting: CallDocument[] = [];
  let next: Promise<void> | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  /** Stores a call. What is noted while others are being written goes in one write after them. */
  function stored(doc: CallDocument): Promise<void> {
    waiting.push(doc);
    if (next) return next;
    const write = async (): Promise<void> => {
      const docs = waiting;
      waiting = [];
      next = null;
      const rows = await control.request<{ error?: string }[]>('post', '_bulk_docs', { docs });
      if (rows.some(({ error }) => error !== undefined)) throw new Error('A call of an agent could not be noted');
    };
    const own = writing.then(write);
    next = own;
    writing = own.catch(() => undefined);
    return own;
  }

  async function removeOld(tenantId: string, now: Instant): Promise<void> {
    const before = new Date(Date.parse(now) - KEPT_DAYS * DAY_MS).toISOString();
    const old = await control.range<CallDocument>(prefix(tenantId), prefix(tenantId) + before);
    for (const { _id, _rev } of old.slice(0, REMOVED_AT_ONCE)) if (_rev) await control.remove({ _id, _rev });
  }

  return {
    async note(tenantId, call) {
      const _id = `${prefix(tenantId)}${call.at}:${randomBytes(6).toString('hex')}`;
      await stored({ _id, type: 'agentCall', ...call });
      noted += 1;
      if (noted % REMOVED_EVERY === 0) await removeOld(tenantId, call.at);
    },
    async list(tenantId, { limit, after }) {
      const { rows } = await control.request<{ rows: { doc: CallDocument }[] }>('get', '_all_docs', undefined, {
        include_docs: true,
        descending: true,
        startkey: prefix(tenantId) + (after ?? '~'),
        endkey: prefix(tenantId),
        limit: limit + 1,
        skip: after === undefined ? 0 : 1,
      });
      const page = rows.slice(0, limit).map(({ doc }) => doc);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { calls: page.map(shown), next: last?._id.slice(prefix(tenantId).length) ?? null };
    },
  };
}

const shown = ({ at, keyId, keyName, tool, rows, outcome }: CallDocument): AgentCall => ({
  at,
  keyId,
  keyName,
  tool,
  rows,
  outcome,
});
