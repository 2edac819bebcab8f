import { Gauge, type Registry } from 'prom-client';
import type { Couch } from './couch/client.ts';
import type { Notify } from './notify/notify.ts';
import type { WatchStatus } from './watch/watch.ts';

/** What the state of the server is read from. */
interface StateParts {
  readonly couch: Pick<Couch, 'isUp' | 'damaged'>;
  readonly notify: Pick<Notify, 'oldestDue'>;
  readonly watch: { status(): WatchStatus };
  readonly now: () => Date;
}

/** Measures how the server stands whenever /metrics is asked for: database, watch and outbox. No label names a shop. */
export function stateMetrics(register: Registry, { couch, notify, watch, now }: StateParts): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.set(await read());
      },
    });
  };
  gauge('couchdb_up', '1 while CouchDB answers', async () => ((await couch.isUp()) ? 1 : 0));
  gauge('databases_damaged', 'Databases whose files are damaged', () => couch.damaged());
  gauge('watch_last_tick_timestamp_seconds', 'When the watch last did what it does every minute', () => {
    const { tickedAt } = watch.status();
    return tickedAt === null ? 0 : Date.parse(tickedAt) / 1000;
  });
  gauge('watch_lag_seconds', 'How long the shop that waits longest has waited', () => watch.status().lagMs / 1000);
  gauge('outbox_oldest_due_seconds', 'How long the oldest message that is due has been due', async () => {
    const due = await notify.oldestDue().catch(() => null);
    return due === null ? 0 : Math.max(0, (now().getTime() - due) / 1000);
  });
}
