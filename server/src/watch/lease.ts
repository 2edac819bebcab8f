import type { Database, Stored } from '../couch/client.ts';

/** Who watches, as the control database keeps it. */
interface LeaseDocument extends Stored {
  readonly type: 'lease';
  readonly holder: string;
  readonly until: string;
}

const ID = 'lease:watch';

/** How long a server that says nothing keeps the watch, ms. */
const LEASE_MS = 30_000;

/** The right to watch, which one server holds at a time. */
export interface Lease {
  /** Takes or renews it; false when another server holds it. */
  take(): Promise<boolean>;
  /** Gives it up, so that another server need not wait for its end. */
  release(): Promise<void>;
}

/**
 * A lease in the control database. It spares work and nothing else: two servers that both believe they hold it find the
 * same events under the same ids. A term that ends unreasonably late was written by a clock that was wrong, and counts
 * as over.
 */
export function createLease(control: Database, holder: string, now: () => Date): Lease {
  const isOver = (doc: LeaseDocument): boolean => {
    const left = Date.parse(doc.until) - now().getTime();
    return left <= 0 || left > 2 * LEASE_MS;
  };
  const until = (at: number): string => new Date(at).toISOString();
  return {
    async take() {
      const mine = { _id: ID, type: 'lease', holder, until: until(now().getTime() + LEASE_MS) } as const;
      const held = await control.update<LeaseDocument>(ID, (doc) =>
        doc && doc.holder !== holder && !isOver(doc) ? null : { ...doc, ...mine },
      );
      return held?.holder === holder;
    },
    async release() {
      await control.update<LeaseDocument>(ID, (doc) =>
        doc?.holder === holder ? { ...doc, until: until(now().getTime()) } : null,
      );
    },
  };
}
