import type { Alert, AlertEvent } from '@digiboost/domain/documents';
import { aMovement, anAlert, anAlertEvent, aProduct, aSale, aShop } from '@digiboost/domain/documents/testing/examples';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stored } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import { findForks } from '../integrity/forks.ts';
import { askViews } from '../shop/shop-views.ts';
import { checkShop } from './check-shop.ts';
import { watchMetrics } from './metrics.ts';
import { recordState } from './record-state.ts';
import { countedEmpty, openWatchBench, ruptureAlert, stockedShop, type WatchBench } from './testing/watch-bench.ts';

let bench: WatchBench;
beforeAll(async () => {
  bench = await openWatchBench();
});
afterAll(() => bench.close());

const check = (tenantId: string) =>
  checkShop(
    {
      services: bench.services,
      enqueue: bench.outbox.enqueue,
      left: bench.outbox.left,
      metrics: watchMetrics(new Registry()),
      log: createLog('silent'),
    },
    tenantId,
    { quarterAt: null, forecast: null },
    bench.at,
  );
const lastUnits = aSale({
  at: '2026-03-02T11:59:00.000Z',
  lines: [{ productId: 'product:riz', quantity: 10, unitPrice: 500 }],
});

test('many checks at one moment make one event and one message', async () => {
  const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits);
  await Promise.all([1, 2, 3, 4].map(() => check(shop.id)));
  await check(shop.id);
  expect(await shop.events()).toHaveLength(1);
  expect([...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id)).toHaveLength(1);
});

test('two shops that sell the same thing at the same instant are both told', async () => {
  const shops = await Promise.all([1, 2].map(() => bench.shop(...stockedShop(), ruptureAlert(), lastUnits)));
  for (const { id } of shops) await check(id);
  for (const { id } of shops) {
    expect([...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === id)).toHaveLength(1);
  }
});

test('of two open events of one subject the first stays', async () => {
  const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits);
  const [first, second] = ['2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00.000Z'].map((at) =>
    anAlertEvent({ _id: `alertEvent:rupture:riz:${at}`, triggeredAt: at }),
  );
  await shop.write(...([first, second] as AlertEvent[]));
  await check(shop.id);
  const open = (await shop.events()).filter(({ closedAt }) => !closedAt);
  expect(open.map(({ _id }) => _id)).toEqual([first?._id]);
});

test('an event opens again when what had ended it is taken back', async () => {
  const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits);
  await check(shop.id);
  const [event] = await shop.events();
  const count = bench.outbox.deliveries.size;
  await shop.write(aMovement({ at: '2026-03-02T11:59:10.000Z', n: 5, quantity: 3 }));
  await check(shop.id);
  expect((await shop.get<AlertEvent>(event?._id ?? '')).closedAt).toBe(bench.now());
  // The same instant takes it off again: as if it had never come.
  await shop.write(aMovement({ at: '2026-03-02T11:59:10.000Z', n: 6, movementType: 'EXIT', quantity: 3 }));
  await check(shop.id);
  expect((await shop.events()).map(({ _id, closedAt }) => [_id, closedAt])).toEqual([[event?._id, undefined]]);
  expect(bench.outbox.deliveries.size).toBe(count);
});

test('a shelf that empties several times in a morning is told once in the repeat interval', async () => {
  const alert = ruptureAlert({ conditions: { repeatHours: 24 } });
  const shop = await bench.shop(...stockedShop(), alert, lastUnits);
  const told = () => [...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id);
  await check(shop.id);
  expect(told()).toHaveLength(1);
  await shop.write(aMovement({ at: '2026-03-02T11:59:20.000Z', n: 5, quantity: 3 }));
  await check(shop.id);
  await shop.write(
    aSale({ at: '2026-03-02T11:59:40.000Z', n: 6, lines: [{ productId: 'product:riz', quantity: 3, unitPrice: 500 }] }),
  );
  const { wakeAt } = await check(shop.id);
  const open = (await shop.events()).filter(({ closedAt }) => !closedAt);
  expect(open).toMatchObject([{ _id: 'alertEvent:rupture:riz:2026-03-02T11:59:40.000Z', sent: {} }]);
  expect(told()).toHaveLength(1);
  expect(wakeAt).toBe(bench.at.getTime() + 24 * 3_600_000);

  const write = recordState(bench.services.tenants.store);
  for (const delivery of told()) await write(delivery, 'SENT', undefined, bench.now());
  bench.advance(24 * 3_600_000);
  await check(shop.id);
  expect(told()).toHaveLength(2);
  bench.advance(-24 * 3_600_000);
});

test('a shop whose views are those of an older version is told all the same', async () => {
  const shop = await bench.shop(...stockedShop(), ruptureAlert({ conditions: { repeatHours: 24 } }), lastUnits);
  const database = bench.services.tenants.store.shop(shop.id);
  const ddoc = await database.get<Stored>('_design/messages');
  if (ddoc?._rev) await database.remove({ _id: ddoc._id, _rev: ddoc._rev });
  await check(shop.id);
  expect([...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id)).toHaveLength(1);
});

test('an alert that watches something else now closes what it had opened and tells the new', async () => {
  const low = anAlert({ alertType: 'LOW_STOCK', recipients: ['+221771234567'] });
  const few = aSale({
    at: '2026-03-02T11:58:00.000Z',
    lines: [{ productId: 'product:riz', quantity: 7, unitPrice: 500 }],
  });
  const shop = await bench.shop(...stockedShop(), low, few);
  await check(shop.id);
  const stored = await shop.get<Alert>(low._id);
  await shop.write({ ...stored, alertType: 'RUPTURE' }, { ...lastUnits, _id: 'sale:2026-03-02T11:59:00.000Z:d1-9' });
  await check(shop.id);
  expect((await shop.events()).map(({ alertType, closedAt }) => [alertType, closedAt === undefined])).toEqual([
    ['LOW_STOCK', false],
    ['RUPTURE', true],
  ]);
});

test('a product that was last sold years ago is dated by that sale', async () => {
  const old = aSale({
    at: '2024-05-04T10:00:00.000Z',
    lines: [{ productId: 'product:riz', quantity: 2, unitPrice: 500 }],
  });
  const alert = anAlert({ alertType: 'DORMANT', recipients: ['+221771234567'] });
  const bought = aMovement({ at: '2024-05-01T08:00:00.000Z', n: 44, quantity: 12 });
  const shop = await bench.shop(aShop(), aProduct({ createdAt: '2024-05-01T07:00:00.000Z' }), bought, old, alert);
  await check(shop.id);
  expect(await shop.events()).toMatchObject([
    { _id: expect.stringMatching(/:riz:2024-07-03$/), details: { lastSold: '2024-05-04' } },
  ]);
});

test('the thirtieth message says that it is the last', async () => {
  const alert = ruptureAlert({ conditions: { repeatHours: 1 } });
  const shop = await bench.shop(...stockedShop(), alert, lastUnits);
  await check(shop.id);
  const [event] = await shop.events();
  const entries = Array.from({ length: 29 }, (_, n) => [
    `WHATSAPP:${n}:+221771234567`,
    { channel: 'WHATSAPP', recipient: '+221771234567', state: 'SENT', at: '2026-03-01T09:00:00.000Z' } as const,
  ]);
  if (event) await shop.write({ ...event, sent: Object.fromEntries(entries) });
  await check(shop.id);
  const texts = [...bench.outbox.deliveries.values()]
    .filter(({ tenantId }) => tenantId === shop.id)
    .map(({ content }) => content.text.includes('Dernier rappel'));
  expect(texts).toEqual([false, true]);
});

test('a shop without alerts is asked for nothing more, and one that is not there is no failure', async () => {
  const shop = await bench.shop(...stockedShop(), lastUnits);
  expect(await check(shop.id)).toEqual({ wakeAt: null, again: false });
  expect(await shop.events()).toEqual([]);
});

test('a forged second version of a sale is found once, an honest one never', async () => {
  const shop = await bench.shop(...stockedShop(), lastUnits);
  const database = bench.services.tenants.store.shop(shop.id);
  const place = (doc: object) => database.request('post', '_bulk_docs', { new_edits: false, docs: [doc] });
  const known = new Set<string>();
  await place({ ...lastUnits, _rev: '1-00000000000000000000000000000001', createdBy: 'u-modou', deviceId: 'd2' });
  expect(await findForks(database, askViews(database), known)).toEqual([]);
  const lines = [{ productId: 'product:riz', quantity: 1, unitPrice: 500 }];
  await place({ ...lastUnits, lines, _rev: '1-ffffffffffffffffffffffffffffffff' });
  expect(await findForks(database, askViews(database), known)).toMatchObject([{ id: lastUnits._id, type: 'sale' }]);
  expect(await findForks(database, askViews(database), known)).toEqual([]);
});

test('a shop that has sent all its messages of the day says so on the event, and sends nothing', async () => {
  const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits);
  bench.outbox.leftEach = 0;
  await check(shop.id);
  bench.outbox.leftEach = 500;
  await check(shop.id);
  const [event] = await shop.events();
  expect(Object.values(event?.sent ?? {})).toMatchObject([
    { state: 'FAILED', reason: expect.stringContaining('nombre de messages pour 24 heures') },
  ]);
  const kept = [...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id);
  expect(kept).toMatchObject([{ address: '', unsent: 'shop-limit', userId: null }]);
});

test('quantities beyond all measure and names of anything do not keep the other alerts from being told', async () => {
  const exits = Array.from({ length: 1_001 }, (_, n) => aMovement({ n, movementType: 'EXIT', quantity: 1e6 }));
  const odd = aProduct({ _id: 'product:odd', name: `a${'😀'.repeat(99)}` });
  const products = [aProduct(), odd];
  const shop = await bench.shop(aShop(), ...products, ...countedEmpty(products), ...exits, ruptureAlert());
  await check(shop.id);
  expect((await shop.events()).map(({ details }) => details.stock).sort()).toEqual([-1e9, 0]);
  const told = [...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id);
  expect(told).toHaveLength(2);
  for (const { content } of told) {
    for (const text of [content.text, ...content.variables]) expect(() => encodeURIComponent(text)).not.toThrow();
  }
});

test('hundreds of ruptures at once open in parts', async () => {
  const products = Array.from({ length: 700 }, (_, n) => aProduct({ _id: `product:p${n}`, code: `P${n}` }));
  const shop = await bench.shop(aShop(), ...products, ...countedEmpty(products), ruptureAlert());
  expect((await check(shop.id)).again).toBe(true);
  expect(await shop.events()).toHaveLength(500);
  expect((await check(shop.id)).again).toBe(false);
  expect(await shop.events()).toHaveLength(700);
});

test('what became of messages to many people about many products is on every event', async () => {
  const products = Array.from({ length: 12 }, (_, n) => aProduct({ _id: `product:p${n}`, code: `P${n}` }));
  const recipients = Array.from({ length: 10 }, (_, n) => `+22177000000${n}`);
  const shop = await bench.shop(aShop(), ...products, ...countedEmpty(products), ruptureAlert({ recipients }));
  await check(shop.id);
  const told = [...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shop.id);
  expect(told).toHaveLength(10);
  const write = recordState(bench.services.tenants.store);
  await Promise.all(told.map((delivery) => write(delivery, 'SENT', undefined, bench.now())));
  for (const { sent } of await shop.events()) {
    expect(Object.values(sent).map(({ state }) => state)).toEqual(recipients.map(() => 'SENT'));
  }
});
