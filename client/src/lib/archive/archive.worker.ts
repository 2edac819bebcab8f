import { DEVICE_TIME } from '../replica/clock.ts';
import { Remote } from '../replica/exchange/remote.ts';
import { Tokens } from '../replica/exchange/tokens.ts';
import type { PageService } from '../replica/services.ts';
import { Caller, serve } from '../workers/protocol.ts';
import { Archive } from './archive.ts';
import { archivedMoney, archivedTicket, archivedTickets } from './archive-reads.ts';
import type { ArchiveService } from './archive-service.ts';
import { findArchived } from './find-archived.ts';

/** The worker in which one tab fetches and reads old months: neither the page nor the replica waits for it. */

const page = new Caller<PageService>(self);
const tokens = new Tokens((refused, by) => page.ask('token', refused, by));
let archive: Archive | null = null;
let cancelling = new AbortController();

function opened(): Archive {
  if (!archive) throw new Error('The archive was not opened.');
  return archive;
}

function begin(now: string) {
  if (cancelling.signal.aborted) cancelling = new AbortController();
  return { now, signal: cancelling.signal, onProgress: (share: number) => service.tell('progress', share) };
}

const service = serve<ArchiveService>(self, {
  methods: {
    open(tenantId, device) {
      const remote = new Remote({
        url: `${self.location.origin}/db/shop_${tenantId}`,
        fetch: (url, init) => {
          const headers = new Headers(init?.headers);
          headers.set('X-Device', device);
          return fetch(url, { ...init, headers });
        },
        token: (refused) => tokens.token(refused),
        time: DEVICE_TIME,
        onAnswer: () => undefined,
        onTraffic: () => undefined,
        get signal() {
          return cancelling.signal;
        },
      });
      archive = new Archive({
        tenantId,
        remote,
        alone: (work) => navigator.locks.request(`archive:${tenantId}`, work),
        report: (error) => console.error(error),
        wait: (ms, signal) =>
          new Promise((resolve) => {
            setTimeout(resolve, ms);
            signal.addEventListener('abort', () => resolve());
          }),
      });
    },
    state: () => opened().state(),
    bring: (months, now) => opened().bring(months, begin(now)),
    cancel: () => cancelling.abort(),
    refresh: (now) => opened().refresh(begin(now)),
    free: (months) => opened().free(months),
    tickets: (from, to) => archivedTickets(opened(), from, to),
    money: (end) => archivedMoney(opened(), end),
    ticket: (id) => archivedTicket(opened(), id),
    find: (question) => findArchived(opened(), question),
  },
});
