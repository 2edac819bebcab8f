/// <reference lib="dom" />
import { brotliCompressSync } from 'node:zlib';
import { bundled } from './local-scan.ts';

/** Where months are put: as the app does, one document of RxDB for each event, or plain PouchDB. */
export type Store = 'archive' | 'events' | 'pouch';

/** In the page: what `oldMonthsSource` defines. */
export interface OldMonthsBench {
  /** Fetches whole months into `store` and keeps what came in memory too. */
  bring(store: Store, months: readonly string[], url: string, token: string): Promise<{ ms: number; events: number }>;
  /** Puts what came into `store` anew, without a line. */
  put(store: Store, months: readonly string[]): Promise<{ ms: number; events: number }>;
  /** Reads the months from the first day to the last, and what their tickets come to. */
  read(store: Store, months: readonly string[]): Promise<{ ms: number; amount: number }>;
  /** What everything in this browser takes, bytes. */
  room(): Promise<number>;
}

/** A script that puts an OldMonthsBench on `globalThis.oldMonths`. */
export async function oldMonthsSource(): Promise<string> {
  return bundled(SOURCE);
}

/** What the libraries of each store weigh on the line, kB in brotli. */
export async function librarySizes(): Promise<{ rxdbKB: number; pouchKB: number }> {
  const [rxdb, pouch] = await Promise.all([RXDB, POUCH].map(bundled));
  const weigh = (text = ''): number => Math.round(brotliCompressSync(text).length / 100) / 10;
  return { rxdbKB: weigh(rxdb), pouchKB: weigh(pouch) };
}

const RXDB = `
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
globalThis.all = [createRxDatabase, replicateRxCollection, getRxStorageDexie];
`;
const POUCH = `
import PouchDB from 'pouchdb-core';
import idb from 'pouchdb-adapter-idb';
globalThis.all = PouchDB.plugin(idb);
`;

const SOURCE = `
import PouchDB from 'pouchdb-core';
import idb from 'pouchdb-adapter-idb';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Archive } from './src/lib/archive/archive.ts';
import { slicesOf } from './src/lib/archive/months.ts';
import { DEVICE_TIME } from './src/lib/replica/clock.ts';
import { Remote } from './src/lib/replica/exchange/remote.ts';

PouchDB.plugin(idb);
const slices = (months) => months.flatMap(slicesOf);
const kept = new Map();
const keyOf = (ranges) => JSON.stringify(ranges);
const memory = {
  ranges: async (ranges) => ({ docs: kept.get(keyOf(ranges)), seq: '1' }),
  firstIds: async () => ({ ids: [], seq: '1' }),
  changedIds: async () => ({ ids: [], since: '1', isLast: true }),
  held: async () => new Map(),
};
function line(url, token) {
  const remote = new Remote({
    url, token: async () => token, time: DEVICE_TIME, fetch: (...call) => fetch(...call),
    onAnswer: () => undefined, onTraffic: () => undefined,
  });
  return {
    ranges: async (ranges) => {
      const answer = await remote.ranges(ranges);
      kept.set(keyOf(ranges), answer.docs);
      return answer;
    },
    firstIds: (ranges) => remote.firstIds(ranges),
    changedIds: (since) => remote.changedIds(since),
    held: (ids) => remote.held(ids),
  };
}
const linesOf = (remote, all) => {
  const asked = new Map();
  // Two requests under way, as the app has.
  return (index) => {
    for (const at of [index, index + 1]) {
      if (all[at] && !asked.has(at)) asked.set(at, remote.ranges(all[at].ranges));
    }
    return asked.get(index);
  };
};
const plain = ({ _conflicts, ...doc }) => doc;
const amountOf = (docs) => docs.reduce((sum, doc) => sum + (doc.type === 'sale' ? doc.lines.reduce((own, l) => own + l.quantity * l.unitPrice, 0) : 0), 0);

const stores = {
  archive: (name) => {
    const open = (remote) => new Archive({
      tenantId: name, remote, alone: (work) => work(), report: () => undefined, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    return {
      async fill(remote, months) {
        const how = { now: new Date().toISOString(), signal: new AbortController().signal, onProgress: () => undefined };
        const outcome = await open(remote).bring(months, how);
        if (!outcome.ok) throw new Error(outcome.error);
        return outcome.value.months.reduce((sum, { events }) => sum + events, 0);
      },
      async read(months) {
        let amount = 0;
        await open(memory).each(months[0] + '-01', months.at(-1) + '-31', (docs) => { amount += amountOf(docs); });
        return amount;
      },
    };
  },
  events: (name) => {
    const open = async () => {
      const db = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false, eventReduce: false });
      await db.addCollections({ events: { schema: {
        version: 0, primaryKey: 'id', type: 'object', required: ['id', 'day', 'doc'], indexes: ['day'],
        properties: { id: { type: 'string', maxLength: 100 }, day: { type: 'string', maxLength: 10 }, doc: { type: 'object' } },
      } } });
      return db;
    };
    return {
      async fill(remote, months) {
        const db = await open();
        const all = slices(months);
        const answer = linesOf(remote, all);
        let events = 0;
        const replication = replicateRxCollection({
          replicationIdentifier: 'events', collection: db.events, live: false, autoStart: false, waitForLeadership: false,
          toggleOnDocumentVisible: false,
          pull: { batchSize: 1, handler: async (checkpoint) => {
            const index = checkpoint ? checkpoint.index : 0;
            if (!all[index]) return { documents: [], checkpoint: { index } };
            const { docs } = await answer(index);
            events += docs.length;
            const documents = docs.map(plain).map((doc) => ({
              id: doc._id, day: /\\d{4}-\\d\\d-\\d\\d/.exec(doc._id)[0], doc, _deleted: false,
            }));
            return { documents, checkpoint: { index: index + 1 } };
          } },
        });
        await replication.start();
        await db.close();
        return events;
      },
      async read(months) {
        const db = await open();
        let amount = 0;
        for (const month of months) {
          const found = await db.events.find({ selector: { day: { $gte: month + '-01', $lte: month + '-31' } } }).exec();
          amount += amountOf(found.map(({ doc }) => doc));
        }
        await db.close();
        return amount;
      },
    };
  },
  pouch: (name) => {
    const open = () => new PouchDB(name, { adapter: 'idb', auto_compaction: true });
    return {
      async fill(remote, months) {
        const db = open();
        let events = 0;
        let writing = Promise.resolve();
        const all = slices(months);
        const answer = linesOf(remote, all);
        for (const index of all.keys()) {
          const { docs } = await answer(index);
          events += docs.length;
          // Stored while the next part comes, as the others do.
          writing = writing.then(() => db.bulkDocs(docs.map(plain), { new_edits: false }));
        }
        await writing;
        await db.close();
        return events;
      },
      async read(months) {
        const db = open();
        let amount = 0;
        for (const { ranges } of slices(months)) {
          for (const { from, to } of ranges) {
            const { rows } = await db.allDocs({ include_docs: true, startkey: from, endkey: to, inclusive_end: false });
            amount += amountOf(rows.map(({ doc }) => doc));
          }
        }
        await db.close();
        return amount;
      },
    };
  },
};

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

globalThis.oldMonths = {
  async bring(store, months, url, token) {
    const { ms, value } = await timed(() => stores[store](store).fill(line(url, token), months));
    return { ms, events: value };
  },
  async put(store, months) {
    const { ms, value } = await timed(() => stores[store](store + 'again').fill(memory, months));
    return { ms, events: value };
  },
  async read(store, months) {
    const { ms, value } = await timed(() => stores[store](store).read(months));
    return { ms, amount: value };
  },
  room: async () => (await navigator.storage.estimate()).usage,
};
`;
