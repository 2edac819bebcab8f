import { type Product, productId, revise, type ShopDocument } from '@digiboost/domain/documents';
import { handInOf, readUnsent } from '@digiboost/domain/import';
import { describe, expect, it } from 'vitest';
import { DEVICE_TIME } from '../clock.ts';
import { Remote } from '../exchange/remote.ts';
import { productDocument, saleDocument, shopDocument } from '../testing/documents.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { until } from '../testing/test-phone.ts';
import { unsentCopy } from '../unsent-copy.ts';

const RICE = productId('riz25');
const bench = useReplicaBench();

describe('a phone whose server refuses, dies or forgets', () => {
  it('keeps what the server refuses, with the reason, and offers it again after a sign-in', async () => {
    let role: 'viewer' | 'user' = 'viewer';
    const a = bench.phone('a', {
      token: async () => bench.token('awa', role),
    });
    await a.start();
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.refused === 1);
    expect(a.status.pending).toBe(0);
    expect(await a.engine.refused()).toMatchObject([{ doc: { _id: sale._id }, reason: expect.any(String) }]);
    expect(await a.engine.unsent()).toHaveLength(1);
    await a.kill();
    await a.start();
    expect(a.engine.status).toMatchObject({ refused: 1, pending: 0 });
    role = 'user';
    await a.engine.syncNow();
    await until(() => a.status.refused === 0 && a.status.pending === 0);
    expect(await bench.onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('has what it cannot send handed in by an administrator, and sends it itself later without a second one', async () => {
    let role: 'viewer' | 'user' = 'viewer';
    const a = bench.phone('a', { user: 'modou', token: async () => bench.token('modou', role) });
    const b = bench.phone('b', { user: 'awa' });
    await a.start();
    await b.start();
    await b.put(productDocument('riz25', b.author()));
    const sale = saleDocument(a, [{ product: RICE, quantity: 3 }]);
    await a.put(sale);
    await until(() => a.status.refused === 1);
    const file = readUnsent(
      await unsentCopy({ unsent: () => a.engine.unsent(), refused: () => a.engine.refused() }, null, a.author().at),
    );
    if (!file) throw new Error('the copy cannot be read');
    const held = new Map<string, ShopDocument>();
    const { documents } = handInOf(file, { held, knows: () => true }, b.author(), true);
    await b.put(...documents);
    // Killed before it was sent: the next start finds it.
    await b.kill();
    await b.start();
    await settled(b);
    expect(await bench.onServer(sale._id)).toMatchObject({
      createdBy: 'modou',
      deviceId: 'a',
      handedIn: { by: 'awa' },
    });

    role = 'user';
    await a.engine.syncNow();
    await until(() => a.status.refused === 0);
    await settled(a, b);
    for (const phone of [a, b]) {
      expect((await phone.engine.range({ from: 'sale:', to: 'sale;' })).map(({ _id }) => _id)).toEqual([sale._id]);
    }
  });

  it('says that it is signed out, goes on recording, and sends after the sign-in', async () => {
    let valid = true;
    const asked: (string | undefined)[] = [];
    const a = bench.phone('a', {
      token: async (refused) => {
        asked.push(refused);
        return valid ? bench.token('awa') : refused === undefined ? bench.token('awa', 'admin', -60) : null;
      },
    });
    await a.start();
    await settled(a);
    valid = false;
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.state === 'signed-out');
    expect(asked.some((refused) => refused !== undefined)).toBe(true);
    expect(await a.engine.get(sale._id)).toMatchObject({ _id: sale._id });
    valid = true;
    await a.engine.syncNow();
    await settled(a);
    expect(await bench.onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('sends what several people recorded on it each in their own name', async () => {
    const asked: (string | undefined)[] = [];
    // Awa works on it now; what Modou sold before was not sent yet.
    const a = bench.phone('a', {
      token: async (_refused, by) => {
        asked.push(by);
        return bench.token(by === 'modou' ? 'modou' : 'awa', 'user');
      },
    });
    await a.start();
    const first = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    const second = { ...saleDocument(a, [{ product: RICE, quantity: 2 }]), createdBy: 'modou' };
    const third = saleDocument(a, [{ product: RICE, quantity: 3 }]);
    await a.put(first, second, third);
    await settled(a);
    expect(a.status.refused).toBe(0);
    expect(asked).toContain('modou');
    for (const [{ _id }, by] of [
      [first, 'awa'],
      [second, 'modou'],
      [third, 'awa'],
    ] as const) {
      expect(await bench.onServer(_id)).toMatchObject({ createdBy: by });
    }
  });

  it('goes on when the server dies and comes back', async () => {
    const a = bench.phone('a');
    await a.start();
    await settled(a);
    await bench.server.kill();
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.state === 'offline');
    await bench.server.restart();
    await settled(a);
    expect(await bench.onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('offers again what a server lost that was restored from an older copy', async () => {
    const a = bench.phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    const kept = saleDocument(a, [{ product: RICE, quantity: 2 }]);
    await a.put(kept);
    await settled(a);
    const { rows } = (await bench.server.ask('GET', `${bench.url}/_all_docs?include_docs=true&startkey="a"`)) as {
      rows: { doc: ShopDocument }[];
    };
    const lost = saleDocument(a, [{ product: RICE, quantity: 5 }]);
    const edited = revise((await a.engine.get(RICE)) as Product, { name: 'Riz parfumé' }, a.author());
    await a.put(lost, edited);
    await settled(a);

    a.network.disconnect();
    await bench.server.ask('DELETE', bench.url);
    await bench.server.createShop(bench.tenant);
    await bench.server.ask('POST', `${bench.url}/_bulk_docs`, { new_edits: false, docs: rows.map(({ doc }) => doc) });
    a.network.connect();
    await a.engine.syncNow();
    await until(async () => (await bench.onServer(lost._id))._id === lost._id);
    await settled(a);
    expect(await bench.onServer(RICE)).toMatchObject({ name: 'Riz parfumé' });
    expect(a.memoryProjector.stock().get(RICE)).toBe(-7);
    expect(a.status.refused).toBe(0);
    // And no more than once.
    await a.stop();
    await a.start();
    expect(a.status.pending).toBe(0);
  });

  it('offers again what a server lost that has taken more from others since than this phone had read', async () => {
    const a = bench.phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    const lost = saleDocument(a, [{ product: RICE, quantity: 5 }]);
    await a.put(lost);
    await settled(a);
    a.network.disconnect();
    await bench.server.ask('DELETE', bench.url);
    await bench.server.createShop(bench.tenant);
    const b = bench.phone('b');
    const docs = Array.from({ length: 60 }, () => saleDocument(b, [{ product: RICE, quantity: 1 }]));
    await bench.server.ask('POST', `${bench.url}/_bulk_docs`, { docs });
    a.network.connect();
    await a.engine.syncNow();
    await until(async () => (await bench.onServer(lost._id))._id === lost._id);
    await settled(a);
    expect(await bench.onServer(RICE)).toMatchObject({ _id: RICE });
    // What others have sold comes with the next answer of the server.
    await until(() => a.memoryProjector.stock().get(RICE) === -65);
    expect(a.status.refused).toBe(0);
  });

  it('sends a large body compressed, which the server reads', async () => {
    let sent = 0;
    const remote = new Remote({
      url: bench.url,
      fetch,
      token: async () => bench.token('awa'),
      time: DEVICE_TIME,
      onAnswer: () => undefined,
      onTraffic: (_bytesIn, bytesOut) => {
        sent += bytesOut;
      },
    });
    const a = bench.phone('a');
    const sales = Array.from({ length: 300 }, () => saleDocument(a, [{ product: RICE, quantity: 1 }]));
    const docs = sales.map((sale, index) => ({ ...sale, _rev: `1-${index.toString(16).padStart(32, '0')}` }));
    expect(await remote.write(docs)).toEqual([]);
    expect(sent).toBeLessThan(JSON.stringify(docs).length / 5);
    expect((await remote.existing(sales.map(({ _id }) => _id))).size).toBe(300);
  });
});
