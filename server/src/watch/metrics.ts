import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the watch tells of itself in GET /metrics. No label names a shop: each would be a series of its own. */
export interface WatchMetrics {
  readonly checks: Counter<'result'>;
  readonly seconds: Histogram;
  readonly opened: Counter<'type'>;
  readonly closed: Counter<'type'>;
  readonly queued: Counter<'channel'>;
  readonly waiting: Gauge;
  readonly watching: Gauge;
  readonly forked: Counter<'type'>;
}

/** The watch's metrics in `register`. */
export function watchMetrics(register: Registry): WatchMetrics {
  const registers = [register];
  return {
    checks: new Counter({
      name: 'watch_checks_total',
      help: 'Checks of shops, by result',
      labelNames: ['result'],
      registers,
    }),
    seconds: new Histogram({
      name: 'watch_check_seconds',
      help: 'Time to check one shop',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    opened: new Counter({
      name: 'alert_events_opened_total',
      help: 'Alert events opened, by type of alert',
      labelNames: ['type'],
      registers,
    }),
    closed: new Counter({
      name: 'alert_events_closed_total',
      help: 'Alert events closed, by type of alert',
      labelNames: ['type'],
      registers,
    }),
    queued: new Counter({
      name: 'alert_messages_queued_total',
      help: 'Messages handed to the outbox, by channel',
      labelNames: ['channel'],
      registers,
    }),
    waiting: new Gauge({ name: 'watch_shops_waiting', help: 'Shops that wait for their check', registers }),
    watching: new Gauge({ name: 'watch_active', help: '1 while this server is the one that watches', registers }),
    forked: new Counter({
      name: 'forked_documents_total',
      help: 'Immutable documents found with versions that say different things, by type',
      labelNames: ['type'],
      registers,
    }),
  };
}
