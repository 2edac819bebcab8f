import type { Alert, AlertEvent } from '@digiboost/domain/documents';
import {
  aCash,
  aClosing,
  aCount,
  aCustomer,
  aMovement,
  anAlert,
  aSale,
} from '@digiboost/domain/documents/testing/examples';
import { addDays } from '@digiboost/domain/shared/day';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWatchBench, ruptureAlert, stockedShop, type WatchBench, type WatchedShop } from './testing/watch-bench.ts';
import type { Watch } from './watch.ts';

let bench: WatchBench;
let watch: Watch;
const shops = new Map<string, WatchedShop>();

const HOUR = 3_600_000;
const told = (recipient: string, channel = 'WHATSAPP'): Omit<Partial<Alert>, '_id'> => ({
  recipients: [recipient],
  channels: [channel === 'WHATSAPP' ? 'WHATSAPP' : 'EMAIL'],
});
const sale = (quantity: number, at: string, n: number, status: 'DELIVERED' | 'MISSED' = 'DELIVERED') =>
  aSale({ at, n, status, device: 'k1', lines: [{ productId: 'product:riz', quantity, unitPrice: 500 }] });
const shopOf = (name: string): WatchedShop => {
  const shop = shops.get(name);
  if (!shop) throw new Error(`No shop ${name}`);
  return shop;
};
const eventsOf = async (name: string): Promise<AlertEvent[]> => shopOf(name).events();
const messagesOf = (name: string) =>
  [...bench.outbox.deliveries.values()].filter(({ tenantId }) => tenantId === shopOf(name).id);
const pass = async (hours: number) => {
  bench.advance(hours * HOUR);
  await watch.tick();
  await watch.idle();
};

// One clock for all shops: the tests follow each other through three days.
beforeAll(async () => {
  bench = await openWatchBench();
  const history = Array.from({ length: 72 }, (_, n) => sale(1, `${addDays('2025-12-20', n)}T10:00:00.000Z`, 100 + n));
  const bought = aMovement({ at: '2025-12-19T08:00:00.000Z', n: 99, quantity: 80 });
  shops.set(
    'silent',
    await bench.shop(
      ...stockedShop(),
      anAlert({ alertType: 'SYNC_SILENCE', conditions: { silentHours: 30 }, ...told('+221770000001') }),
      sale(1, '2026-03-02T11:00:00.000Z', 1),
    ),
  );
  shops.set(
    'called',
    await bench.shop(
      ...stockedShop(),
      anAlert({ alertType: 'SYNC_SILENCE', conditions: { silentHours: 30 }, ...told('+221770000005') }),
      // Its clock is ten days ahead.
      aSale({
        at: '2026-03-12T11:00:00.000Z',
        device: 'k2',
        lines: [{ productId: 'product:riz', quantity: 1, unitPrice: 500 }],
      }),
    ),
  );
  shops.set(
    'quiet',
    await bench.shop(
      ...stockedShop(),
      ruptureAlert({ conditions: { quietFrom: '11:00', quietUntil: '14:00' } }),
      sale(10, '2026-03-02T11:30:00.000Z', 1),
    ),
  );
  shops.set(
    'digest',
    await bench.shop(
      ...stockedShop(),
      ruptureAlert({ conditions: { digestAt: '07:00' } }),
      sale(10, '2026-03-02T11:30:00.000Z', 1),
    ),
  );
  shops.set(
    'predicted',
    await bench.shop(
      ...stockedShop(),
      bought,
      ...history,
      aCount({ at: '2026-03-01T20:00:00.000Z', n: 500, counted: 6 }),
      anAlert({ alertType: 'PREDICTED_RUPTURE', conditions: { withinDays: 20 }, ...told('+221770000002') }),
    ),
  );
  shops.set(
    'dormant',
    await bench.shop(
      ...stockedShop(),
      sale(1, '2026-03-02T09:00:00.000Z', 1),
      anAlert({ alertType: 'DORMANT', conditions: { idleDays: 7 }, ...told('+221770000003') }),
    ),
  );
  shops.set(
    'service',
    await bench.shop(
      ...stockedShop(),
      sale(2, '2026-03-02T09:00:00.000Z', 1),
      anAlert({ alertType: 'SERVICE_RATE_DROP', conditions: { rate: 0.9 }, ...told('+221770000004') }),
    ),
  );
  shops.set(
    'owed',
    await bench.shop(
      ...stockedShop(),
      aCustomer(),
      aSale({ at: '2026-02-01T09:00:00.000Z', n: 1, payments: [], customerId: 'customer:moussa' }),
      anAlert({ alertType: 'DEBT_OVERDUE', conditions: { debtDays: 30 }, ...told('+221770000006') }),
    ),
  );
  shops.set(
    'counted',
    await bench.shop(
      ...stockedShop(),
      aClosing({
        at: '2026-03-01T20:00:00.000Z',
        parts: [{ method: 'CASH', expected: 20_000, counted: 18_500, left: 18_500 }],
      }),
      anAlert({ alertType: 'CLOSING_DIFFERENCE', ...told('+221770000007') }),
    ),
  );
  watch = await bench.watch();
  await watch.idle();
}, 180_000);
afterAll(() => bench.close());

test('a closing with a difference is told at once', async () => {
  expect(await eventsOf('counted')).toMatchObject([
    { message: 'Il manque 1\u202f500\u202fF à la clôture du 1er mars 2026 (Espèces).', severity: 'MEDIUM' },
  ]);
  expect(messagesOf('counted').map(({ address }) => address)).toEqual(['+221770000007']);
});

test('a debt is told on the day on which it becomes too old, and ends with its payment', async () => {
  expect(await eventsOf('owed')).toEqual([]);
  await shopOf('owed').write(
    aSale({ at: '2026-01-31T09:00:00.000Z', n: 2, payments: [], customerId: 'customer:moussa' }),
  );
  await watch.idle();
  const events = await bench.until(
    () => eventsOf('owed'),
    (found) => found.length > 0,
  );
  expect(events).toMatchObject([
    { _id: 'alertEvent:rupture:moussa:2026-03-02', details: { overdue: 1_000, owed: 2_000 } },
  ]);
  expect(messagesOf('owed')[0]?.content.text).toContain('Moussa Ndiaye');
  await shopOf('owed').write(
    aCash({
      at: '2026-03-02T11:50:00.000Z',
      n: 3,
      kind: 'CUSTOMER_PAYMENT',
      customerId: 'customer:moussa',
      amount: 1_000,
    }),
  );
  await bench.until(
    () => eventsOf('owed'),
    ([event]) => event?.closedAt !== undefined,
  );
});

test('a prediction is told with its dates and what to order', async () => {
  const [event] = await eventsOf('predicted');
  expect(event).toMatchObject({ alertType: 'PREDICTED_RUPTURE', details: { stock: 16, unit: 'kg' } });
  expect(event?.details.predictedFrom && event.details.predictedFrom >= '2026-03-02').toBe(true);
  expect(event?.details.recommendedQuantity).toBeGreaterThan(0);
  expect(messagesOf('predicted')[0]?.content.text).toMatch(/Commander .*\skg/);
});

test('quiet hours end with the message, without any change in the shop', async () => {
  expect(await eventsOf('quiet')).toHaveLength(1);
  expect(messagesOf('quiet')).toEqual([]);
  await pass(2);
  expect(messagesOf('quiet')).toHaveLength(1);
});

test('the fill rate is judged within a quarter of an hour of a missed sale', async () => {
  expect(await eventsOf('service')).toEqual([]);
  await shopOf('service').write(sale(5, '2026-03-02T13:59:00.000Z', 2, 'MISSED'));
  await bench.until(
    () => pass(0.26).then(() => eventsOf('service')),
    (events) => events.length === 1,
  );
  expect((await eventsOf('service'))[0]).toMatchObject({ subject: 'shop', details: { missedRevenue: 2500 } });
});

test('the next morning brings the digest, and the silent phone', async () => {
  expect(messagesOf('digest')).toEqual([]);
  expect(await eventsOf('silent')).toEqual([]);
  await pass(24 * 1.2);
  expect(messagesOf('digest')).toHaveLength(1);
  const silent = async () => (await eventsOf('silent')).find(({ subject }) => subject === 'device:k1');
  expect(await silent()).toBeDefined();
  await shopOf('silent').write(sale(1, bench.now(), 9));
  await pass(0.3);
  expect((await silent())?.closedAt).toBeDefined();
});

test('a phone is silent when the server no longer hears of it, whatever it recorded and whatever its clock says', async () => {
  const { users, devices } = bench.services;
  const shop = shopOf('called');
  const awa = await users.store.create(
    { email: 'awa@exemple.sn', name: 'Awa', role: 'user', tenantId: shop.id, passwordHash: 'x' },
    'platform',
    bench.at,
  );
  if (!awa.ok) throw new Error('No user');
  const call = () => devices.note(shop.id, { device: 'k2', userId: awa.value.id, lastSeen: bench.now() });
  const events = async () => (await eventsOf('called')).filter(({ subject }) => subject === 'device:k2');
  await call();
  // Nothing new is recorded, and the phone goes on calling.
  await pass(20);
  await call();
  await pass(20);
  expect(await events()).toEqual([]);
  await pass(11);
  expect(await events()).toMatchObject([
    { message: 'Le téléphone d’Awa n’a pas donné de nouvelles depuis 30 heures.', details: { person: 'Awa' } },
  ]);
  await call();
  await pass(0.3);
  expect((await events())[0]?.closedAt).toBeDefined();
});

test('a product falls asleep, and wakes with its next sale', async () => {
  expect(await eventsOf('dormant')).toEqual([]);
  await pass(24 * 4);
  expect(await eventsOf('dormant')).toMatchObject([{ _id: expect.stringMatching(/:riz:2026-03-09$/) }]);
  await shopOf('dormant').write(sale(1, bench.now(), 9));
  await bench.until(
    () => eventsOf('dormant'),
    ([event]) => event?.closedAt !== undefined,
  );
});

test('a minute in which nothing happens and nothing is due checks no shop', async () => {
  for (const id of bench.outbox.deliveries.keys()) await bench.outbox.tell(id, 'SENT');
  await pass(0.02);
  const before = JSON.stringify([...bench.outbox.deliveries.keys()]);
  const { checked } = watch.status();
  await pass(0.02);
  expect(watch.status()).toEqual({
    watching: true,
    hearing: true,
    tickedAt: bench.now(),
    waiting: 0,
    lagMs: 0,
    checked,
  });
  expect(JSON.stringify([...bench.outbox.deliveries.keys()])).toBe(before);
});
