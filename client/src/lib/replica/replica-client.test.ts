import { deliver, productId, type Sale, type ShopDocument } from '@digiboost/domain/documents';
import { afterEach, describe, expect, it } from 'vitest';
import { DEVICE_TIME } from './clock.ts';
import { Engine } from './leader/engine.ts';
import { Leader } from './leader/leader.ts';
import { ReplicaClient } from './replica-client.ts';
import type { Channel } from './services.ts';
import type { Pouch } from './store/pouch.ts';
import { MemoryProjector } from './testing/memory-projector.ts';
import { memoryDisk, until } from './testing/test-phone.ts';
import type { SyncStatus } from './types.ts';

const TENANT = 'tabs';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Something to talk on for everybody who has the same name, in this process. */
const channel = (): Channel => new BroadcastChannel(`replica:${TENANT}`) as unknown as Channel;

function tab(takeOver: () => void = () => undefined, elapsed: () => number = DEVICE_TIME.elapsed): ReplicaClient {
  const held = new Map<string, string>();
  const client = new ReplicaClient({
    tenantId: TENANT,
    userId: 'awa',
    device: 'phone1',
    channel: channel(),
    memory: { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) },
    time: { ...DEVICE_TIME, elapsed },
    takeOver,
    onClose: () => undefined,
  });
  closing.push(() => client.close());
  return client;
}

function leader(disk: Pouch, onOpen: (opened: number) => Pouch = () => disk): Leader {
  const own = channel();
  let opened = 0;
  const one = new Leader({
    key: String(Math.random()),
    channel: own,
    report: () => undefined,
    open: (onStatus: (status: SyncStatus) => void) => {
      opened += 1;
      return Engine.open(
        {
          tenantId: TENANT,
          db: onOpen(opened),
          url: 'http://127.0.0.1:9/db',
          fetch: async () => {
            throw new TypeError('fetch failed');
          },
          createProjector: () => new MemoryProjector(),
          token: async () => 'token',
          time: DEVICE_TIME,
          random: Math.random,
          onStatus,
          report: () => undefined,
        },
        ['phone1'],
      );
    },
  });
  closing.push(async () => {
    await one.close();
    own.close();
  });
  return one;
}

function sale(client: ReplicaClient): Sale {
  const author = client.author();
  const lines = [{ productId: productId('riz25'), quantity: 1, unitPrice: 500 }];
  return deliver({ lines, payment: 'CASH' }, { id: client.newId('sale', author.at), author });
}

describe('a tab', () => {
  it('is answered by a leader that comes after the question', async () => {
    const client = tab();
    const one = sale(client);
    const stored = client.put([one]);
    leader(memoryDisk());
    await stored;
    expect(await client.get(one._id)).toMatchObject(one);
    expect(await client.range({ from: 'sale:', to: 'sale;' })).toHaveLength(1);
    await until(() => client.status.pending === 1);
    expect(await client.unsent()).toMatchObject([{ _id: one._id }]);
  });

  it('loses nothing when the leader ends while it asks, and stores nothing twice', async () => {
    const disk = memoryDisk();
    const [a, b] = [tab(), tab()];
    const first = leader(disk);
    const sales = Array.from({ length: 30 }, (_, index) => sale(index % 2 ? a : b));
    const stored = sales.map((one, index) => (index % 2 ? a : b).put([one]));
    await stored[3];
    await first.close();
    leader(disk);
    await Promise.all(stored);
    const held = await a.range({ from: 'sale:', to: 'sale;' });
    expect(held.map(({ _id }) => _id).sort()).toEqual(sales.map(({ _id }) => _id).sort());
  });

  it('asks for another leader when the one there is silent', async () => {
    let elapsed = 0;
    let taken = 0;
    const disk = memoryDisk();
    const client = tab(
      () => {
        taken += 1;
        leader(disk);
      },
      () => elapsed,
    );
    const stored = client.put([sale(client)]);
    elapsed += 60_000;
    await stored;
    expect(taken).toBe(1);
  });

  it('is told why a write was refused', async () => {
    const client = tab();
    leader(memoryDisk());
    const wrong = { ...sale(client), lines: [] } as ShopDocument;
    await expect(client.put([sale(client), wrong])).rejects.toMatchObject({ code: 'invalid-document' });
    expect(await client.range({ from: 'sale:', to: 'sale;' })).toHaveLength(0);
  });

  it('survives a database connection that the browser dropped', async () => {
    const disk = memoryDisk();
    const dropped = new Proxy(disk, {
      get: (target, name) =>
        name === 'bulkDocs'
          ? async () => {
              throw new Error('InvalidStateError: the database connection is closing');
            }
          : (Reflect.get(target, name) as unknown),
    });
    const client = tab();
    leader(disk, (opened) => (opened === 1 ? prepared(dropped, disk) : disk));
    const one = sale(client);
    await client.put([one]);
    expect(await client.get(one._id)).toMatchObject(one);
  });

  it('makes ids that no other tab makes, in the order of time', () => {
    const [a, b] = [tab(), tab()];
    const at = a.author().at;
    const ids = [a, b, a, b].map((client) => client.newId('sale', at));
    expect(new Set(ids).size).toBe(4);
    expect(a.author().at >= at).toBe(true);
    expect(a.newKey()).toMatch(/^[a-z][a-z0-9]{11}$/);
  });
});

/** The first connection lets the device be noted, then fails. */
function prepared(dropped: Pouch, disk: Pouch): Pouch {
  let writes = 0;
  return new Proxy(dropped, {
    get: (target, name) => {
      if (name !== 'bulkDocs') return Reflect.get(target, name) as unknown;
      return (...args: Parameters<Pouch['bulkDocs']>) => {
        writes += 1;
        return writes === 1 ? disk.bulkDocs(...args) : target.bulkDocs(...args);
      };
    },
  });
}
