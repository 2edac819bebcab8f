import { type Count, type Order, type Product, productId, revise, type Sale } from '@digiboost/domain/documents';
import { anOrder } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import {
  countDocument,
  movementDocument,
  productDocument,
  saleDocument,
  shopDocument,
  voidDocument,
} from '../testing/documents.ts';
import { settled, useReplicaBench } from '../testing/replica-bench.ts';
import { type TestPhone, until } from '../testing/test-phone.ts';
import { WrongClock } from '../testing/wrong-clock.ts';

const RICE = productId('riz25');
const DAY_MS = 86_400_000;
const bench = useReplicaBench();
const today = (): string => new Date().toISOString().slice(0, 10);
const isNow = (at: string): boolean => Math.abs(Date.parse(at) - Date.now()) < 60_000;

/** A phone of the shop that holds it, has lost the network, and whose clock can be set. */
async function offlinePhone(): Promise<{ phone: TestPhone; clock: WrongClock }> {
  const clock = new WrongClock();
  const phone = bench.phone('a', { time: clock });
  await phone.start();
  await phone.put(shopDocument(phone.author()), productDocument('riz25', phone.author()));
  await phone.put(movementDocument(phone, RICE, 'ENTRY', 100), countDocument(phone, RICE, 50));
  await settled(phone);
  phone.network.disconnect();
  return { phone, clock };
}

async function restart(phone: TestPhone): Promise<void> {
  await phone.kill();
  await phone.start();
}

async function reconnect(phone: TestPhone): Promise<void> {
  phone.network.connect();
  await phone.engine.syncNow();
  await settled(phone);
}

const sell = async (phone: TestPhone, quantity = 1): Promise<Sale> => {
  const sale = saleDocument(phone, [{ product: RICE, quantity }]);
  await phone.put(sale);
  return sale;
};

/** Once everything that the phone stored is projected. */
async function stockOf(phone: TestPhone): Promise<number | undefined> {
  await until(async () => phone.memoryProjector.held.localSeq === (await phone.disk.info()).update_seq);
  return phone.memoryProjector.stock().get(RICE);
}

async function salesOnServer(): Promise<Sale[]> {
  const { rows } = (await bench.server.ask(
    'GET',
    // CouchDB takes a bare ; for the end of a parameter.
    `${bench.url}/_all_docs?include_docs=true&startkey="sale:"&endkey="sale%3B"`,
  )) as { rows: { doc: Sale }[] };
  return rows.map(({ doc }) => doc);
}

describe('a phone whose clock is set while it has no network', () => {
  it.each([
    ['3 days ahead', 3],
    ['30 days back', -30],
    ['400 days back', -400],
    ['to 1970', -20_600],
    ['2 years ahead', 730],
  ])('%s: every sale is on its true day, here and on the server, before and after a restart', async (_what, days) => {
    const { phone, clock } = await offlinePhone();
    await sell(phone);
    clock.set(days * DAY_MS);
    await sell(phone);
    await restart(phone);
    await sell(phone);
    await reconnect(phone);
    const sales = await salesOnServer();
    expect(sales).toHaveLength(3);
    for (const { at, day, createdAt } of sales)
      expect([day, isNow(at), isNow(createdAt)]).toEqual([today(), true, true]);
    expect(phone.status.refused).toBe(0);
    expect(await stockOf(phone)).toBe(47);
    expect(phone.memoryProjector.days()).toMatchObject([{ day: today(), tickets: 3, revenue: 1500 }]);
    // And from now on.
    const later = await sell(phone);
    expect(isNow(later.at)).toBe(true);
    await settled(phone);
    expect(await bench.onServer(later._id)).toMatchObject({ day: today() });
    expect(await phone.engine.range({ from: 'sale:', to: 'sale;' })).toHaveLength(4);
  });

  it('to 1970 and back: what was sold in between too, in its order', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(-20_600 * DAY_MS);
    await restart(phone);
    await sell(phone, 1);
    clock.set(0);
    await restart(phone);
    await sell(phone, 2);
    clock.set(-20_600 * DAY_MS);
    await sell(phone, 3);
    clock.set(0);
    await sell(phone, 4);
    await reconnect(phone);
    const sales = await salesOnServer();
    expect(sales.map(({ lines }) => lines[0]?.quantity)).toEqual([1, 2, 3, 4]);
    for (const { at, day } of sales) expect([day, isNow(at)]).toEqual([today(), true]);
    expect(await stockOf(phone)).toBe(40);
  });

  it('is right again when it was set right after a correction', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(-400 * DAY_MS);
    await reconnect(phone);
    await until(() => Math.abs(phone.status.clockOffsetMs - 400 * DAY_MS) < 60_000);
    phone.network.disconnect();
    clock.set(0);
    await restart(phone);
    const sale = await sell(phone);
    expect(isNow(sale.at)).toBe(true);
    await reconnect(phone);
    expect(await bench.onServer(sale._id)).toMatchObject({ day: today() });
  });

  it('keeps its sales after the last count, whatever it says', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(-20_600 * DAY_MS);
    await restart(phone);
    await sell(phone, 5);
    expect(await stockOf(phone)).toBe(45);
  });
});

describe('a person who tells the time to a phone without a network', () => {
  it('is asked when the phone starts behind what it knows, and gives their day to the sales made since', async () => {
    const { phone, clock } = await offlinePhone();
    expect(phone.status.clock).toBe('sure');
    clock.set(-400 * DAY_MS);
    await restart(phone);
    await sell(phone, 2);
    await until(() => phone.status.clock === 'doubtful');
    const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
    await phone.engine.tellTime(tomorrow);
    expect(phone.status.clock).not.toBe('doubtful');
    const sale = await sell(phone, 3);
    expect(sale.day).toBe(tomorrow.slice(0, 10));
    expect(await stockOf(phone)).toBe(45);
    const held = (await phone.engine.range({ from: 'sale:', to: 'sale;' })) as Sale[];
    expect(held.map(({ day, lines }) => [day, lines[0]?.quantity])).toEqual([
      [tomorrow.slice(0, 10), 2],
      [tomorrow.slice(0, 10), 3],
    ]);
    // The server knows better.
    await reconnect(phone);
    expect((await salesOnServer()).map(({ day }) => day)).toEqual([today(), today()]);
    expect(await stockOf(phone)).toBe(45);
  });

  it('is asked when the clock is set back, or seen being set, while the app runs', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(-3 * DAY_MS);
    await sell(phone);
    await until(() => phone.status.clock === 'doubtful');
    await reconnect(phone);
    await until(() => phone.status.clock === 'sure');
    phone.network.disconnect();
    clock.set(-2 * DAY_MS);
    await sell(phone);
    expect(phone.status.clock).toBe('doubtful');
    await reconnect(phone);
    expect((await salesOnServer()).map(({ day }) => day)).toEqual([today(), today()]);
  });
});

describe('what was recorded by a wrong clock', () => {
  it('is said, with how far it was off', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(3 * DAY_MS);
    await restart(phone);
    await sell(phone);
    await sell(phone);
    await reconnect(phone);
    const [note, ...others] = phone.status.redatings;
    expect(others).toEqual([]);
    expect(note).toMatchObject({ documents: 2, sales: 2 });
    expect(Math.abs((note?.behindMs ?? 0) + 3 * DAY_MS)).toBeLessThan(60_000);
    expect(isNow(note?.at ?? '')).toBe(true);
  });

  it('is sent after all when an earlier version of the app had got it refused, and the rest stays', async () => {
    const { phone, clock } = await offlinePhone();
    const right = await sell(phone, 1);
    clock.set(3 * DAY_MS);
    const wrong = await sell(phone, 2);
    clock.set(0);
    await phone.kill();
    // As that version left it: it wrote down no runs, and had been told no.
    const state = await phone.disk.get('_local/sync');
    const refused = { [wrong._id]: { rev: '1-x', reason: 'at: dated in the future', at: new Date().toISOString() } };
    await phone.disk.bulkDocs([{ ...state, runs: [], clockOffsetMs: 0, refused }]);
    await phone.start();
    await reconnect(phone);
    const sales = await salesOnServer();
    expect(sales.map(({ day, lines, at }) => [day, lines[0]?.quantity, isNow(at)])).toEqual([
      [today(), 1, true],
      [today(), 2, true],
    ]);
    expect(sales[0]?._id).toBe(right._id);
    expect(phone.status.refused).toBe(0);
    expect(await stockOf(phone)).toBe(47);
  });

  it('is re-dated together: what was voided, ordered, received, counted and edited', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(3 * DAY_MS);
    await restart(phone);
    const sale = await sell(phone, 7);
    await phone.put(voidDocument(phone, sale));
    const { at } = phone.author();
    const order = anOrder({ _id: phone.newId('order', at) }, { at, by: 'awa', deviceId: 'a' });
    await phone.put(order);
    await phone.put({ ...movementDocument(phone, RICE, 'ENTRY', 10), orderId: order._id });
    await phone.put(countDocument(phone, RICE, 33));
    const product = (await phone.engine.get(RICE)) as Product;
    await phone.put(revise<Product>(product, { salePrice: 750 }, phone.author()));
    await sell(phone, 1);
    expect(await stockOf(phone)).toBe(32);
    await reconnect(phone);
    const { rows } = (await bench.server.ask('GET', `${bench.url}/_all_docs?include_docs=true&startkey="a"`)) as {
      rows: { doc: { _id: string } }[];
    };
    const ahead = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
    expect(JSON.stringify(rows)).not.toContain(ahead.slice(0, 8) === today().slice(0, 8) ? `"day":"${ahead}` : ahead);
    const ids = rows.map(({ doc }) => doc._id);
    const orders = ids.filter((id) => id.startsWith('order:'));
    const held = rows.map(({ doc }) => doc as unknown as Count & Order & { orderId?: string });
    expect(held.filter(({ orderId }) => orderId).map(({ orderId }) => orderId)).toEqual(orders);
    expect(ids.filter((id) => id.startsWith('void:'))).toEqual([`void:${ids.find((id) => id.startsWith('sale:'))}`]);
    expect((await bench.onServer(RICE)) as Product).toMatchObject({ salePrice: 750 });
    expect(isNow(((await bench.onServer(RICE)) as Product).updatedAt)).toBe(true);
    expect(await stockOf(phone)).toBe(32);
    const other = bench.phone('b');
    await other.start();
    await until(() => other.memoryProjector.stock().get(RICE) === 32);
    expect(phone.status.refused).toBe(0);
  });

  it('counts as sent under its first id when the server had it and the answer was lost', async () => {
    const { phone, clock } = await offlinePhone();
    // Less ahead than the server refuses.
    clock.set(DAY_MS / 2);
    await restart(phone);
    const sale = await sell(phone, 2);
    const { _rev, ...stored } = (await phone.engine.get(sale._id)) as Sale;
    await bench.server.ask('POST', `${bench.url}/_bulk_docs`, { new_edits: false, docs: [{ ...stored, _rev }] });
    const other = await sell(phone, 3);
    await reconnect(phone);
    const sales = await salesOnServer();
    expect(sales).toHaveLength(2);
    expect(sales.map(({ _id }) => _id)).toContain(sale._id);
    expect(sales.map(({ _id }) => _id)).not.toContain(other._id);
    expect(await stockOf(phone)).toBe(45);
  });

  it('is there once, wherever the phone is killed', async () => {
    for (let writes = 0; writes < 6; writes += 1) {
      const { phone, clock } = await offlinePhone();
      clock.set(-3 * DAY_MS);
      await restart(phone);
      await sell(phone, 2);
      await sell(phone, 3);
      phone.network.connect();
      phone.killAfterWrites(writes);
      await phone.engine.syncNow();
      await until(() => !phone.isAlive || phone.status.pending === 0);
      await restart(phone);
      await reconnect(phone);
      const sales = await salesOnServer();
      expect(sales.map(({ lines, day }) => [lines[0]?.quantity, day])).toEqual([
        [2, today()],
        [3, today()],
      ]);
      expect(await stockOf(phone)).toBe(45);
      expect(phone.memoryProjector.days()).toMatchObject([{ day: today(), tickets: 2 }]);
      await phone.stop();
      await bench.freshShop();
    }
  }, 120_000);

  it('is voided by who still knows it under its first id, and not stored again when it is put again', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(3 * DAY_MS);
    await restart(phone);
    const sale = await sell(phone, 4);
    await reconnect(phone);
    expect(await phone.engine.get(sale._id)).toMatchObject({ type: 'sale', day: today() });
    await phone.put(sale);
    await phone.put(voidDocument(phone, sale));
    await settled(phone);
    const [only, ...more] = await salesOnServer();
    expect(more).toEqual([]);
    expect(await bench.onServer(`void:${only?._id}`)).toMatchObject({ original: { at: only?.at, day: today() } });
    expect(await stockOf(phone)).toBe(50);
  });

  it('gets its true time too when it was made before the correction and stored after it', async () => {
    const { phone, clock } = await offlinePhone();
    clock.set(3 * DAY_MS);
    await restart(phone);
    const late = saleDocument(phone, [{ product: RICE, quantity: 4 }]);
    const madeBy = phone.clockOffsetMs;
    await reconnect(phone);
    await phone.engine.put([late], madeBy);
    await settled(phone);
    const sales = await salesOnServer();
    expect(sales.map(({ day, at }) => [day, isNow(at)])).toEqual([[today(), true]]);
  });
});
