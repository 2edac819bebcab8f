import { deliveryId } from '@digiboost/domain/alerts';
import { type AlertEvent, acknowledgementOf } from '@digiboost/domain/documents';
import { aMovement, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  countedEmpty,
  openWatchBench,
  ruptureAlert,
  stockedShop,
  type WatchBench,
  type WatchedShop,
} from './testing/watch-bench.ts';

let bench: WatchBench;
beforeEach(async () => {
  bench = await openWatchBench();
});
afterEach(() => bench.close());

const HOUR = 3_600_000;
const lastUnits = (n = 1) =>
  aSale({ at: '2026-03-02T11:59:00.000Z', n, lines: [{ productId: 'product:riz', quantity: 10, unitPrice: 500 }] });
const delivery = (n = 2) => aMovement({ at: '2026-03-02T11:59:30.000Z', n, quantity: 50 });
const isOpen = ({ closedAt }: AlertEvent) => closedAt === undefined;
const opened = (shop: WatchedShop) => bench.until(shop.events, (events) => events.some(isOpen));
const told = () => [...bench.outbox.deliveries.values()];
const EVENT = 'alertEvent:rupture:riz:2026-03-02T11:59:00.000Z';

describe('the watch', () => {
  test('tells a rupture once, under an id that follows from the sale, and closes it when goods come', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    const watch = await bench.watch();
    await watch.idle();
    expect(await shop.events()).toEqual([]);

    await shop.write(lastUnits());
    const [event] = await opened(shop);
    expect(event).toMatchObject({
      _id: EVENT,
      alertId: 'alert:rupture',
      subject: 'product:riz',
      triggeredAt: bench.now(),
      details: { productName: 'Riz brisé', stock: 0, unit: 'kg' },
      message: 'Riz brisé est en rupture.',
    });
    await watch.idle();
    expect(told()).toMatchObject([
      {
        id: `${shop.id}/${EVENT}|WHATSAPP:0:+221771234567`,
        tenantId: shop.id,
        address: '+221771234567',
        content: { text: expect.stringContaining('*ALERTE\u202f: RUPTURE DE STOCK*') },
      },
    ]);

    await shop.write(delivery());
    await bench.until(shop.events, (events) => !events.some(isOpen));
    await watch.idle();
    expect(await shop.events()).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  test('writes what became of a message onto the event, whatever the order of the news', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits());
    const watch = await bench.watch();
    await opened(shop);
    await watch.idle();
    const [message] = told();
    const id = message?.id ?? '';
    const sent = async () => Object.values((await shop.get<AlertEvent>(EVENT)).sent);
    expect(await sent()).toMatchObject([{ state: 'QUEUED', channel: 'WHATSAPP', recipient: '+221771234567' }]);
    await bench.outbox.tell(id, 'DELIVERED');
    await bench.outbox.tell(id, 'SENT');
    expect(await sent()).toMatchObject([{ state: 'DELIVERED' }]);
    await bench.outbox.tell(id, 'READ');
    await watch.idle();
    expect(await sent()).toMatchObject([{ state: 'READ' }]);
  });

  test('repeats while nobody acknowledges, and stops when somebody does', async () => {
    const alert = ruptureAlert({ conditions: { repeatHours: 24 } });
    const shop = await bench.shop(...stockedShop(), alert, lastUnits());
    const watch = await bench.watch();
    await opened(shop);
    await watch.idle();
    for (const id of bench.outbox.deliveries.keys()) await bench.outbox.tell(id, 'SENT');

    bench.advance(25 * HOUR);
    await watch.tick();
    await watch.idle();
    expect(told().map(({ id }) => id.split('|')[1])).toEqual(['WHATSAPP:0:+221771234567', 'WHATSAPP:1:+221771234567']);

    const author = { at: bench.now(), by: 'u-awa', deviceId: 'd1' };
    await shop.write(acknowledgementOf(EVENT, author));
    await bench.until(
      () => shop.get<AlertEvent>(EVENT),
      ({ acknowledgedAt }) => acknowledgedAt !== undefined,
    );
    bench.advance(48 * HOUR);
    await watch.tick();
    await watch.idle();
    expect(told()).toHaveLength(2);
    expect(await shop.get<AlertEvent>(EVENT)).toMatchObject({ acknowledgedAt: author.at, acknowledgedBy: 'u-awa' });
  });

  test('puts many ruptures at once into one message', async () => {
    const products = ['a', 'b', 'c', 'd', 'e'].map((key) => aProduct({ _id: `product:${key}`, name: key, code: key }));
    const shop = await bench.shop(...stockedShop(), ...products, ...countedEmpty(products), ruptureAlert());
    const watch = await bench.watch();
    await bench.until(shop.events, (events) => events.length === 5);
    await watch.idle();
    expect(told()).toHaveLength(1);
    expect(told()[0]?.content.text).toContain('• e est en rupture.');
    await bench.outbox.tell(told()[0]?.id ?? '', 'SENT');
    for (const { sent } of await shop.events()) expect(Object.values(sent)).toMatchObject([{ state: 'SENT' }]);
    await watch.idle();
    expect(told()).toHaveLength(1);
  });

  test('says on the event whom it could not reach', async () => {
    const shop = await bench.shop(...stockedShop());
    const user = await bench.services.users.store.create(
      { email: 'awa@exemple.sn', name: 'Awa', role: 'user', tenantId: shop.id, passwordHash: 'x' },
      'operator',
      bench.at,
    );
    const recipient = user.ok ? user.value.id : '';
    await shop.write(ruptureAlert({ recipients: [recipient], channels: ['WHATSAPP', 'EMAIL'] }), lastUnits());
    const watch = await bench.watch();
    await opened(shop);
    await watch.idle();
    const [event] = await shop.events();
    // Kept as a failure, so that it can be sent anew once there is a number.
    const [key = ''] = Object.entries(event?.sent ?? {}).find(([, { state }]) => state === 'FAILED') ?? [];
    const unsent = { channel: 'WHATSAPP', address: '', unsent: 'no-number' };
    expect(told().sort((a, b) => (a.channel < b.channel ? -1 : 1))).toMatchObject([
      { channel: 'EMAIL', address: 'awa@exemple.sn', userId: recipient },
      { ...unsent, userId: recipient, id: deliveryId(shop.id, `${event?._id}|${key}`) },
    ]);
    expect(Object.values(event?.sent ?? {})).toContainEqual(
      expect.objectContaining({ channel: 'WHATSAPP', state: 'FAILED', reason: 'Awa n’a pas de numéro WhatsApp.' }),
    );
  });
});

describe('nothing is lost and nothing doubled', () => {
  test('when the feed stays silent: the minute finds it', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    const watch = await bench.watch({ deaf: true });
    await watch.idle();
    await watch.tick();
    await shop.write(lastUnits());
    await watch.tick();
    await watch.idle();
    expect(await shop.events()).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  test('when the feed lives but forgets to tell: a round finds it, and what has not changed is left alone', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    await bench.shop(...stockedShop(), ruptureAlert());
    const feed = await bench.forgetfulFeed();
    const watch = await bench.watch({ feedUrl: feed.url });
    await watch.idle();
    await bench.until(async () => watch.status().hearing, Boolean);
    const minute = async () => {
      await watch.tick();
      await watch.idle();
    };
    await minute();
    const { checked } = watch.status();
    await minute();
    expect(watch.status().checked).toBe(checked);
    await shop.write(lastUnits());
    await minute();
    expect(watch.status().checked).toBe(checked + 1);
    expect(told()).toHaveLength(1);

    feed.drop();
    await shop.write(delivery());
    await minute();
    expect((await shop.events()).filter(isOpen)).toEqual([]);
  });

  test('when the server was away while it happened', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    const first = await bench.watch();
    await first.idle();
    await first.stop();
    await shop.write(lastUnits());
    const second = await bench.watch();
    await opened(shop);
    await second.idle();
    expect(told()).toHaveLength(1);
  });

  test('when the server dies between the event and the outbox', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    bench.outbox.failures = Number.POSITIVE_INFINITY;
    const first = await bench.watch();
    await shop.write(lastUnits());
    await opened(shop);
    await first.stop();
    expect(told()).toEqual([]);
    bench.outbox.failures = 0;
    bench.advance(30_000);
    const second = await bench.watch();
    await second.idle();
    expect(told()).toHaveLength(1);
    expect(await shop.events()).toHaveLength(1);
  });

  test('when two servers watch at once, and one takes over from the other', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    const [first, second] = [await bench.watch(), await bench.watch()];
    expect([first.status().watching, second.status().watching]).toEqual([true, false]);
    await shop.write(lastUnits());
    await opened(shop);
    await first.stop();
    const third = await bench.watch();
    expect(third.status().watching).toBe(true);
    await third.idle();
    expect(await shop.events()).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  test('when the clock jumps forth and back', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert(), lastUnits());
    const watch = await bench.watch();
    await opened(shop);
    await watch.idle();
    for (const jump of [400 * 24 * HOUR, -800 * 24 * HOUR, 400 * 24 * HOUR]) {
      bench.advance(jump);
      await watch.tick();
      await watch.idle();
    }
    await shop.write(delivery());
    await bench.until(shop.events, (events) => !events.some(isOpen));
    await shop.write(
      aSale({
        at: '2026-03-02T11:59:45.000Z',
        n: 9,
        lines: [{ productId: 'product:riz', quantity: 50, unitPrice: 1 }],
      }),
    );
    await opened(shop);
    await watch.idle();
    expect(await shop.events()).toHaveLength(2);
    expect(new Set(told().map(({ eventId }) => eventId)).size).toBe(2);
    expect(told()).toHaveLength(2);
  });

  test('when the database goes away and comes back', async () => {
    const shop = await bench.shop(...stockedShop(), ruptureAlert());
    const line = await bench.line();
    const watch = await bench.watch({ couchUrl: line.url });
    await watch.idle();
    line.cut();
    await shop.write(lastUnits());
    await watch.tick();
    line.mend();
    await opened(shop);
    await watch.idle();
    expect(await shop.events()).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });
});
