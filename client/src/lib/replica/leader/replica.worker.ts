import idbAdapter from 'pouchdb-adapter-idb';
import PouchDB from 'pouchdb-core';
import { createProjector } from '../../model/projector.ts';
import { Caller, serve } from '../../workers/protocol.ts';
import { DEVICE_TIME } from '../clock.ts';
import { Tokens } from '../exchange/tokens.ts';
import { channelName, type PageService, type WorkerService } from '../services.ts';
import type { Pouch } from '../store/pouch.ts';
import { ReplicaError, type SyncStatus } from '../types.ts';
import { Engine } from './engine.ts';
import { Leader } from './leader.ts';

/** The worker of one tab. Of all tabs' workers one leads: the only one that opens the databases. */

demandStrictDurability();
PouchDB.plugin(idbAdapter);

const report = (error: unknown): void => console.error(error);
const page = new Caller<PageService>(self);
const tokens = new Tokens((refused, by) => page.ask('token', refused, by));
let stand: ((how: LockOptions) => Promise<void>) | null = null;
let retire: () => void = () => undefined;

async function openEngine(
  tenantId: string,
  device: string,
  onStatus: (status: SyncStatus) => void,
  onLost: () => void,
): Promise<Engine> {
  // Losing leaves and current versions are kept, the bodies of earlier ones are not.
  const db = new PouchDB(`replica-${tenantId}`, { adapter: 'idb', auto_compaction: true }) as unknown as Pouch;
  const bodies = { count: (_bytesIn: number, _bytesOut: number): void => undefined };
  const observed = countTraffic((bytesIn) => bodies.count(bytesIn, 0));
  const engine = await Engine.open(
    {
      tenantId,
      db,
      url: `${self.location.origin}/db/shop_${tenantId}`,
      // The server tells whose phone has gone silent.
      fetch: (url, init) => {
        const headers = new Headers(init?.headers);
        headers.set('X-Device', device);
        return fetch(url, { ...init, headers });
      },
      createProjector,
      token: (refused, by) => tokens.token(refused, by),
      time: DEVICE_TIME,
      random: Math.random,
      onStatus,
      report: (error) => {
        report(error);
        if (error instanceof ReplicaError) onLost();
      },
      ...(observed ? { receivesCountedElsewhere: true } : {}),
    },
    [device],
  );
  bodies.count = (bytesIn, bytesOut) => engine.addTraffic(bytesIn, bytesOut);
  return engine;
}

function candidate(tenantId: string, device: string): (how: LockOptions) => Promise<void> {
  const key = crypto.randomUUID();
  const lead = async (): Promise<void> => {
    const channel = new BroadcastChannel(channelName(tenantId));
    const leader = new Leader({ key, channel, report, open: (...told) => openEngine(tenantId, device, ...told) });
    await new Promise<void>((resolve) => {
      retire = resolve;
    });
    await leader.close();
    channel.close();
  };
  return async (how) => {
    try {
      await navigator.locks.request(channelName(tenantId), how, lead);
    } catch {
      // Another tab took over: this one stands again, behind it.
      retire();
      await stand?.({});
    }
  };
}

serve<WorkerService>(self, {
  methods: {
    open(tenantId, device) {
      stand = candidate(tenantId, device);
      stand({}).catch(report);
    },
    takeOver() {
      stand?.({ steal: true }).catch(report);
    },
    close() {
      stand = null;
      retire();
    },
  },
});

/**
 * Makes every write of PouchDB wait until it is on the disk. Browsers only promise it to transactions that ask, and
 * PouchDB does not; other databases of the worker can be rebuilt and keep the faster default.
 */
function demandStrictDurability(): void {
  const { prototype } = IDBDatabase;
  const open = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    const isOurs = mode === 'readwrite' && this.name.startsWith('_pouch_');
    return open.call(this, stores, mode, isOurs ? { ...options, durability: 'strict' } : options);
  };
}

/**
 * Counts the bytes that arrive over the network, headers and compression included, as the browser measures them.
 * Returns false where it does not.
 */
function countTraffic(count: (bytesIn: number) => void): boolean {
  if (typeof PerformanceObserver === 'undefined') return false;
  if (!PerformanceObserver.supportedEntryTypes.includes('resource')) return false;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ('transferSize' in entry && typeof entry.transferSize === 'number') count(entry.transferSize);
    }
    // The browser keeps 250 entries and no more; they are not needed once counted.
    performance.clearResourceTimings();
  });
  observer.observe({ type: 'resource', buffered: true });
  return true;
}
