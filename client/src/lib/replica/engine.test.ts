import { type Product, productId, revise, type ShopDocument } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Remote } from './remote.ts';
import {
  countDocument,
  movementDocument,
  productDocument,
  saleDocument,
  shopDocument,
  voidDocument,
} from './testing/documents.ts';
import { seeded } from './testing/random.ts';
import { TestPhone, until } from './testing/test-phone.ts';
import { TestServer } from './testing/test-server.ts';

const RICE = productId('riz25');
const OIL = productId('huile5');

let server: TestServer;
let shops = 0;
let tenant: string;
let url: string;
let phones: TestPhone[] = [];

const phone = (device: string, user = 'awa', role: 'admin' | 'user' | 'viewer' = 'admin'): TestPhone => {
  const one = new TestPhone({
    url,
    device,
    user,
    random: seeded(device.length + shops),
    token: async () => server.token(tenant, user, role),
  });
  phones.push(one);
  return one;
};
const settled = (...all: TestPhone[]) =>
  until(() => all.every((one) => one.status.pending === 0 && one.status.state === 'idle'));
const onServer = async (id: string) => (await server.ask('GET', `${url}/${encodeURIComponent(id)}`)) as ShopDocument;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.close());
beforeEach(async () => {
  shops += 1;
  tenant = `shop${shops}`;
  url = await server.createShop(tenant);
});
afterEach(async () => {
  for (const one of phones) await one.stop();
  phones = [];
});

describe('a phone', () => {
  it('sends what was recorded, and another phone has it', async () => {
    const a = phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    const sale = saleDocument(a, [{ product: RICE, quantity: 2 }]);
    await a.put(movementDocument(a, RICE, 'ENTRY', 50), sale);
    await settled(a);
    const b = phone('b');
    await b.start();
    await until(() => b.memoryProjector.stock().get(RICE) === 48);
    expect(await b.engine.get(sale._id)).toMatchObject({ type: 'sale', lines: sale.lines });
    await b.put(voidDocument(b, sale));
    await until(() => a.memoryProjector.stock().get(RICE) === 50);
    expect(a.memoryProjector.repeated + b.memoryProjector.repeated).toBe(0);
  });

  it('sends a sale in one round trip while the line is open', async () => {
    const a = phone('a');
    await a.start();
    await settled(a);
    await until(() => a.network.requests > 3);
    const before = a.network.requests;
    await a.put(saleDocument(a, [{ product: RICE, quantity: 1 }]));
    await settled(a);
    // The write, and the open line that brings it back and is opened again.
    expect(a.network.requests - before).toBeLessThanOrEqual(2);
  });

  it('works without a network and sends when it is back', async () => {
    const a = phone('a');
    a.network.disconnect();
    await a.start();
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.state === 'offline');
    expect(a.status).toMatchObject({ pending: 1, pendingSales: 1, pendingSince: sale.createdAt });
    expect(await a.engine.unsent()).toMatchObject([{ _id: sale._id }]);
    a.network.connect();
    await a.engine.syncNow();
    await settled(a);
    expect(await onServer(sale._id)).toMatchObject({ _id: sale._id, lines: sale.lines });
  });

  it('holds the window from the start, and what came before it as totals', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const a = phone('a');
    await a.start();
    await a.put(productDocument('riz25', a.author()), productDocument('huile5', a.author()));
    for (let days = 0; days < 200; days += 20) {
      const at = `${addDays(today, -days)}T00:00:01.000Z`;
      await a.put(
        movementDocument(a, RICE, 'ENTRY', 100, at),
        saleDocument(a, [{ product: RICE, quantity: 1 }], { at: at.replace('01.000', '02.000') }),
      );
    }
    const counted = `${addDays(today, -100)}T12:00:00.000Z`;
    await a.put(countDocument(a, OIL, 7, counted));
    // It is older than what the phone holds in detail: the server is asked.
    await until(() => a.memoryProjector.stock().get(OIL) === 7);
    await settled(a);

    const b = phone('b');
    await b.start();
    await until(() => b.memoryProjector.held.archived);
    expect(b.memoryProjector.stock()).toEqual(a.memoryProjector.stock());
    expect(b.memoryProjector.stock().get(OIL)).toBe(7);
    expect(b.memoryProjector.days()).toEqual(a.memoryProjector.days());
    expect(b.memoryProjector.activity()).toEqual(a.memoryProjector.activity());
    expect(b.memoryProjector.days()).toHaveLength(10);
    expect(await b.engine.range({ from: 'sale:', to: 'sale;' })).toHaveLength(4);
    expect(b.memoryProjector.previews[0]?.docs).toHaveLength(2);
    expect(b.memoryProjector.repeated).toBe(0);

    // A sale before the last count, and one of before the window, both arriving late.
    await a.put(saleDocument(a, [{ product: OIL, quantity: 3 }], { at: `${addDays(today, -110)}T10:00:00.000Z` }));
    await a.put(saleDocument(a, [{ product: OIL, quantity: 2 }], { at: `${addDays(today, -90)}T10:00:00.000Z` }));
    await until(() => b.memoryProjector.stock().get(OIL) === 5);
    expect(b.memoryProjector.activity()).toEqual(a.memoryProjector.activity());
  });

  it('does not count an unsent sale twice when the copy is made', async () => {
    const a = phone('a');
    await a.start();
    await a.put(movementDocument(a, RICE, 'ENTRY', 10));
    await settled(a);
    const b = phone('b');
    b.network.disconnect();
    await b.start();
    await b.put(saleDocument(b, [{ product: RICE, quantity: 3 }]));
    await b.put(productDocument('riz25', b.author()));
    b.network.connect();
    await b.engine.syncNow();
    await until(() => b.memoryProjector.stock().get(RICE) === 7);
    await settled(a, b);
    expect(b.memoryProjector.held.docs.has(RICE)).toBe(true);
    expect(b.memoryProjector.days()).toMatchObject([{ tickets: 1, revenue: 1500 }]);
    await until(() => a.memoryProjector.stock().get(RICE) === 7);
  });

  it('merges two edits of one product, on every phone and on the server', async () => {
    const [a, b] = [phone('a'), phone('b', 'moussa')];
    await a.start();
    await a.put(productDocument('riz25', a.author()));
    await settled(a);
    await b.start();
    await until(() => b.memoryProjector.held.docs.has(RICE));
    a.network.disconnect();
    b.network.disconnect();
    const edit = async (one: TestPhone, changes: Partial<Product>) => {
      const product = (await one.engine.get(RICE)) as Product;
      await one.put(revise<Product>(product, changes, one.author()));
    };
    await edit(a, { salePrice: 600, name: 'Riz parfumé' });
    await edit(a, { minStock: 9 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await edit(b, { salePrice: 650 });
    for (const one of [a, b]) {
      one.network.connect();
      await one.engine.syncNow();
    }
    const merged = { salePrice: 650, name: 'Riz parfumé', minStock: 9 };
    await until(async () => {
      const all = await Promise.all([a.engine.get(RICE), b.engine.get(RICE), onServer(RICE)]);
      return all.every((doc) => doc?.type === 'product' && doc.salePrice === 650 && doc.minStock === 9);
    });
    await settled(a, b);
    expect(await onServer(RICE)).toMatchObject(merged);
    expect(await onServer(RICE)).toMatchObject({ history: [{ field: 'salePrice', value: 600 }] });
    expect(a.memoryProjector.held.docs.get(RICE)).toMatchObject(merged);
    expect(b.memoryProjector.held.docs.get(RICE)).toMatchObject(merged);
    const changes = (await server.ask('GET', `${url}/_changes?since=0`)) as {
      results: { id: string; changes: { rev: string }[] }[];
    };
    const rev = changes.results.find(({ id }) => id === RICE)?.changes[0]?.rev;
    // No ping-pong: one merge on top of the longer branch.
    expect(rev).toMatch(/^4-/);
  });

  it('keeps what the server refuses, with the reason, and offers it again after a sign-in', async () => {
    let role: 'viewer' | 'user' = 'viewer';
    const a = new TestPhone({
      url,
      device: 'a',
      random: seeded(1),
      token: async () => server.token(tenant, 'awa', role),
    });
    phones.push(a);
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
    expect(await onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('says that it is signed out, goes on recording, and sends after the sign-in', async () => {
    let valid = true;
    const asked: (string | undefined)[] = [];
    const a = new TestPhone({
      url,
      device: 'a',
      random: seeded(1),
      token: async (refused) => {
        asked.push(refused);
        return valid
          ? server.token(tenant, 'awa')
          : refused === undefined
            ? server.token(tenant, 'awa', 'admin', -60)
            : null;
      },
    });
    phones.push(a);
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
    expect(await onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('goes on when the server dies and comes back', async () => {
    const a = phone('a');
    await a.start();
    await settled(a);
    await server.kill();
    const sale = saleDocument(a, [{ product: RICE, quantity: 1 }]);
    await a.put(sale);
    await until(() => a.status.state === 'offline');
    await server.restart();
    await settled(a);
    expect(await onServer(sale._id)).toMatchObject({ _id: sale._id });
  });

  it('corrects its clock by the server', async () => {
    const a = new TestPhone({
      url,
      device: 'a',
      random: seeded(1),
      now: () => Date.now() - 86_400_000,
      token: async () => server.token(tenant, 'awa'),
    });
    phones.push(a);
    await a.start();
    await until(() => Math.abs(a.status.clockOffsetMs - 86_400_000) < 5_000);
    expect(Math.abs(Date.parse(a.status.lastExchangeAt ?? '') - Date.now())).toBeLessThan(10_000);
  });

  it('offers again what a server lost that was restored from an older copy', async () => {
    const a = phone('a');
    await a.start();
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()));
    const kept = saleDocument(a, [{ product: RICE, quantity: 2 }]);
    await a.put(kept);
    await settled(a);
    const { rows } = (await server.ask('GET', `${url}/_all_docs?include_docs=true&startkey="a"`)) as {
      rows: { doc: ShopDocument }[];
    };
    const lost = saleDocument(a, [{ product: RICE, quantity: 5 }]);
    const edited = revise((await a.engine.get(RICE)) as Product, { name: 'Riz parfumé' }, a.author());
    await a.put(lost, edited);
    await settled(a);

    a.network.disconnect();
    await server.ask('DELETE', url);
    await server.createShop(tenant);
    await server.ask('POST', `${url}/_bulk_docs`, { new_edits: false, docs: rows.map(({ doc }) => doc) });
    a.network.connect();
    await a.engine.syncNow();
    await until(async () => (await onServer(lost._id))._id === lost._id);
    await settled(a);
    expect(await onServer(RICE)).toMatchObject({ name: 'Riz parfumé' });
    expect(a.memoryProjector.stock().get(RICE)).toBe(-7);
    expect(a.status.refused).toBe(0);
    // And no more than once.
    await a.stop();
    await a.start();
    expect(a.status.pending).toBe(0);
  });

  it('voids twice as once, from two phones', async () => {
    const [a, b] = [phone('a'), phone('b', 'moussa')];
    await a.start();
    const sale = saleDocument(a, [{ product: RICE, quantity: 4 }]);
    await a.put(sale);
    await settled(a);
    await b.start();
    await until(() => b.memoryProjector.stock().get(RICE) === -4);
    a.network.disconnect();
    b.network.disconnect();
    await a.put(voidDocument(a, sale));
    await b.put(voidDocument(b, sale));
    for (const one of [a, b]) {
      one.network.connect();
      await one.engine.syncNow();
    }
    await settled(a, b);
    expect([a, b].map((one) => one.memoryProjector.stock().get(RICE))).toEqual([0, 0]);
    expect([a.status.refused, b.status.refused]).toEqual([0, 0]);
  });
});

describe('the requests', () => {
  it('compress a large body, which the server reads', async () => {
    let sent = 0;
    const remote = new Remote({
      url,
      fetch,
      token: async () => server.token(tenant, 'awa'),
      now: Date.now,
      onAnswer: () => undefined,
      onTraffic: (_bytesIn, bytesOut) => {
        sent += bytesOut;
      },
    });
    const a = phone('a');
    const sales = Array.from({ length: 300 }, () => saleDocument(a, [{ product: RICE, quantity: 1 }]));
    const docs = sales.map((sale, index) => ({ ...sale, _rev: `1-${index.toString(16).padStart(32, '0')}` }));
    expect(await remote.write(docs)).toEqual([]);
    expect(sent).toBeLessThan(JSON.stringify(docs).length / 5);
    expect((await remote.existing(sales.map(({ _id }) => _id))).size).toBe(300);
  });

  it('fetch days that the phone does not hold, without storing them, and say why when they cannot', async () => {
    const [a, b] = [phone('a'), phone('b')];
    await a.start();
    const at = `${addDays(new Date().toISOString().slice(0, 10), -200)}T10:00:00.000Z`;
    const old = saleDocument(a, [{ product: RICE, quantity: 4 }], { at });
    await a.put(shopDocument(a.author()), productDocument('riz25', a.author()), old);
    await settled(a);
    await b.start();
    await settled(b);
    const range = { from: `sale:${at}`, to: `sale:${at};` };
    expect(await b.engine.range(range)).toEqual([]);
    const fetched = await b.engine.fetch([range]);
    expect(fetched).toMatchObject({ ok: true, value: [{ _id: old._id, lines: old.lines }] });
    expect(await b.engine.range(range)).toEqual([]);
    b.network.disconnect();
    expect(await b.engine.fetch([range])).toEqual({ ok: false, error: 'offline' });
  });
});
