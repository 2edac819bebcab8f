import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Database } from '../couch/client.ts';
import type { LookUp } from '../couch/look-up.ts';
import { ACCESS_TOKEN_SECONDS } from './access-token.ts';

/** How often is asked what other servers have ended, ms. */
const EVERY_MS = 15_000;
/** So much may the clocks of two servers differ, and a token outlive its end for whoever checks it, ms. */
const SLACK_MS = 60_000;
const TOKEN_MS = ACCESS_TOKEN_SECONDS * 1_000 + SLACK_MS;
const MOST = 100_000;

/** Sessions by when they ended. */
const BY_END: LookUp = { name: 'session_end', only: { type: 'refreshFamily' }, fields: ['type', 'revokedAt'] };

/**
 * The sessions that have ended and whose access tokens are still valid by themselves: what ends here is known at once,
 * what another server ends within 15 seconds.
 */
export interface EndedSessions {
  has(session: string): boolean;
  add(session: string): void;
  /** Calls `end` when the session ends, at once when it has; the result forgets it. */
  whenEnded(session: string, end: () => void): () => void;
  /** Learns what has been ended elsewhere since the last time, or in the life of a token. */
  catchUp(now: Date): Promise<void>;
  /** Catches up, and from then on every 15 seconds. */
  start(now: () => Date, log: Logger): Promise<void>;
  stop(): void;
}

/** The ended sessions of the families kept in `control`. */
export function endedSessions(control: Pick<Database, 'find'>): EndedSessions {
  // Its time to live is counted by a clock that nobody sets.
  const ended = new LRUCache<string, true>({ max: MOST, ttl: TOKEN_MS });
  const waiting = new Map<string, Set<() => void>>();
  let caughtUpAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const add = (session: string): void => {
    ended.set(session, true);
    for (const end of waiting.get(session) ?? []) end();
  };

  async function catchUp(now: Date): Promise<void> {
    // The clock may have been ahead the last time.
    const from = Math.min(caughtUpAt ?? now.getTime() - TOKEN_MS, now.getTime()) - SLACK_MS;
    const asked = { values: ['refreshFamily'], from: new Date(from).toISOString(), limit: MOST } as const;
    for (const { _id } of await control.find(BY_END, asked)) {
      const session = _id.slice(_id.lastIndexOf(':') + 1);
      if (!ended.has(session)) add(session);
    }
    caughtUpAt = now.getTime();
  }

  return {
    has: (session) => ended.has(session),
    add,
    whenEnded(session, end) {
      if (ended.has(session)) end();
      const ends = waiting.get(session) ?? new Set();
      waiting.set(session, ends.add(end));
      return () => {
        ends.delete(end);
        if (ends.size === 0 && waiting.get(session) === ends) waiting.delete(session);
      };
    },
    catchUp,
    async start(now, log) {
      await catchUp(now());
      timer = setInterval(() => {
        catchUp(now()).catch((err: unknown) => log.warn({ err }, 'sessions that ended elsewhere could not be read'));
      }, EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
