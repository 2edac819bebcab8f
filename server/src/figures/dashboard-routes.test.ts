import { couchAdmin } from '@digiboost/couch/provisioning';
import {
  type Author,
  type Count,
  isLedgerEvent,
  type LedgerEvent,
  type Movement,
  type Product,
  productId,
  revise,
  type Sale,
  type ShopDocument,
  type TicketContent,
} from '@digiboost/domain/documents';
import { aCount, aMovement, aProduct, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { ledgerLine, type Overview, overview } from '@digiboost/domain/kpis';
import {
  addTicket,
  countsOf,
  type DayTotals,
  daysOf,
  entriesOf,
  isKnownBy,
  lotLinesOf,
  lotsLeft,
  lotsOf,
  stockOnHand,
  ticketEffects,
  toldOf,
} from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import { toMilli } from '@digiboost/domain/shared/quantity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let author: Author;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
});
afterAll(() => world.close());

const today = () => businessDay(new Date().toISOString());
/** Noon `days` days ago, so that no event falls on another day by the hour of the test. */
const instant = (days: number, minute = 0) =>
  `${addDays(today(), -days)}T${days === 0 ? '00' : '12'}:${String(minute).padStart(2, '0')}:00.000Z`;

let n = 0;
const timed = (days: number) => ({ at: instant(days, n % 60), by: author.by, device: 'k1', n: n++ });
const product = (key: string, fields: Partial<Product> = {}): Product =>
  aProduct({ _id: productId(key), code: key, name: key, purchasePrice: 350.25, ...fields }, author);
const sale = (
  key: string,
  quantity: number,
  days: number,
  fields: Partial<TicketContent & Pick<Sale, 'status'>> = {},
) => aSale({ ...timed(days), lines: [{ productId: productId(key), quantity, unitPrice: 475 }], ...fields });
const entry = (key: string, quantity: number, days: number): Movement =>
  aMovement({ ...timed(days), productId: productId(key), quantity });
const count = (key: string, counted: number, days: number): Count =>
  aCount({ ...timed(days), productId: productId(key), counted });

const store = async (docs: readonly ShopDocument[]) => {
  const { status, text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(status).toBe(201);
  expect(text).not.toContain('"error"');
};
const served = async (token = shop.admin.token) =>
  (await world.call<Overview>('GET', '/api/v1/dashboards/overview', { token })).body;

/** The overview as a phone that holds every document computes it. */
function onPhone(products: readonly Product[], events: readonly LedgerEvent[]): Overview {
  const entries = events.flatMap(entriesOf);
  const stock = stockOnHand(entries);
  const totals = new Map<string, DayTotals>();
  for (const one of events) {
    for (const effect of ticketEffects(one)) totals.set(effect.day, addTicket(totals.get(effect.day), effect));
  }
  const [days, counts] = [daysOf(entries), countsOf(entries)];
  const lines = products.map((product) =>
    ledgerLine({
      product,
      onHandMilli: toMilli(stock.get(product._id) ?? 0),
      isKnown: isKnownBy(toldOf(entries).get(product._id)),
      days: [...(days.get(product._id)?.values() ?? [])],
      counts: counts.get(product._id) ?? [],
    }),
  );
  return overview(lines, [...totals.values()], today());
}

describe('GET dashboards/overview', () => {
  it('is all zeros for an empty shop', async () => {
    const own = await world.newShop();
    const figures = await served(own.admin.token);
    expect(figures).toEqual(overview([], [], today()));
  });

  it('equals, to the franc, what a phone computes from the same documents', async () => {
    const products = [
      product('riz'),
      product('huile', { purchasePrice: 1200, categoryId: 'category:epicerie' }),
      product('sucre', { minStock: 100 }),
      product('ancien', { isActive: false }),
      product('jamais'),
    ];
    const cancelled = sale('riz', 4, 2);
    const events: LedgerEvent[] = [
      entry('riz', 50, 70),
      sale('riz', 0.1, 65),
      sale('riz', 0.2, 40),
      count('riz', 20.5, 20),
      sale('riz', 1.25, 10, { payment: 'WAVE' }),
      sale('riz', 2, 0),
      cancelled,
      aVoid(cancelled, author),
      entry('huile', 3, 5),
      sale('huile', 5, 4, { payment: 'CREDIT' }),
      sale('huile', 2, 3, { status: 'MISSED' }),
      entry('sucre', 12.345, 1),
      entry('ancien', 7, 90),
    ];
    await store([...products, ...events]);
    const figures = await served();
    expect(figures).toEqual(onPhone(products, events.filter(isLedgerEvent)));
    expect(figures.stock).toEqual({ products: 4, ruptures: 1, low: 1, unknown: 1 });
    expect(figures.service.missedSales).toBe(1);
    expect(figures.sales.today.current).toBe(950);
  });

  it('sees two edits of one product as the phones merge them', async () => {
    const before = product('lait', { purchasePrice: 100, minStock: 0 });
    // Received on the day on which the price is put right: it came at the right one.
    const stocked = entry('lait', 10, 0);
    await store([before, stocked]);
    const without = (await served()).valuation.total;
    const couch = couchAdmin(world.couchUrl);
    const { body } = await couch.request('GET', `/${shop.database}/${before._id}`);
    const parent = (body as { _rev: string })._rev.slice(2);
    const edit = (rev: string, changes: Partial<Product>) => ({
      ...revise(before, changes, author),
      _rev: `2-${rev}`,
      _revisions: { start: 2, ids: [rev, parent] },
    });
    const docs = [edit('a'.repeat(32), { purchasePrice: 150 }), edit('b'.repeat(32), { minStock: 20 })];
    await couch.request('POST', `/${shop.database}/_bulk_docs`, { new_edits: false, docs });
    const figures = await served();
    expect(figures.valuation.total).toBe(without + 500);
    expect(figures.stock.low).toBe(2);
  });

  it('follows each sale, and the day', async () => {
    const own = await world.newShop();
    const body = { ...sale('riz', 3, 0), createdBy: own.admin.id };
    const sell = { token: own.admin.token, body: { docs: [body] } };
    const before = await served(own.admin.token);
    expect((await world.call('POST', `/db/${own.database}/_bulk_docs`, sell)).text).toContain('"ok"');
    expect(before.sales.today.current).toBe(0);
    expect((await served(own.admin.token)).sales.today.current).toBe(1425);
    world.advance(86_400_000);
    const { token } = await world.signIn(own.admin.email, own.admin.password);
    const later = await served(token);
    expect(later.today).toBe(addDays(today(), 1));
    expect([later.sales.today.current, later.sales.today.previous]).toEqual([0, 1425]);
    world.advance(-86_400_000);
  });

  it('is for every role of the shop, and for nobody else', async () => {
    for (const role of ['user', 'viewer'] as const) {
      const { token } = await world.newUser(shop, role);
      const { status } = await world.call('GET', '/api/v1/dashboards/overview', { token });
      expect(status).toBe(200);
    }
    expect((await world.call('GET', '/api/v1/dashboards/overview')).body.code).toBe('not-authenticated');
  });
});

describe('GET dashboards/expiry', () => {
  it('lists what is left by its date, as the phones do, with what it cost', async () => {
    const own = await world.newShop();
    const by = { ...author, by: own.admin.id };
    const dated = (quantity: number, days: number, expiresIn: number, unitCost: number) =>
      aMovement({
        ...timed(days),
        by: by.by,
        productId: productId('yaourt'),
        quantity,
        unitCost,
        expiresOn: addDays(today(), expiresIn),
      });
    const wrong = dated(500, 5, 3, 100);
    const docs: ShopDocument[] = [
      aProduct({ _id: productId('yaourt'), code: 'Y', name: 'Yaourt', unit: 'pot', tracksExpiry: true }, by),
      dated(10, 9, -1, 200),
      dated(20, 8, 5, 200),
      dated(30, 7, 40, 200),
      wrong,
      aVoid(wrong, by),
      aSale({ ...timed(2), by: by.by, lines: [{ productId: productId('yaourt'), quantity: 8, unitPrice: 250 }] }),
    ];
    const { text } = await world.call('POST', `/db/${own.database}/_bulk_docs`, {
      token: own.admin.token,
      body: { docs },
    });
    expect(text).not.toContain('"error"');
    const { body } = await world.call('GET', '/api/v1/dashboards/expiry', { token: own.admin.token });
    const events = docs.filter(isLedgerEvent);
    const lots = lotsOf(events.flatMap(lotLinesOf)).get(productId('yaourt')) ?? [];
    const onHand = toMilli(stockOnHand(events.flatMap(entriesOf)).get(productId('yaourt')) ?? 0);
    const left = lotsLeft(onHand, lots).map(({ expiresOn, milli }) => [expiresOn, milli / 1000]);
    expect(left.map(([, quantity]) => quantity)).toEqual([2, 20, 30]);
    expect(body).toMatchObject({
      expired: { value: 400, lots: 1 },
      within: [
        { days: 7, value: 4_000, lots: 1 },
        { days: 30, value: 4_000, lots: 1 },
        { days: 60, value: 10_000, lots: 2 },
        { days: 90, value: 10_000, lots: 2 },
      ],
      lots: left.map(([expiresOn, quantity]) => ({
        name: 'Yaourt',
        expiresOn,
        quantity,
        value: Number(quantity) * 200,
      })),
    });
  });
});
