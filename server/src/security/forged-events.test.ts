import type { Sale } from '@digiboost/domain/documents';
import { aCount, aMovement, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type SignedIn, type TestShop, type World } from '../testing/world.ts';

const hex = (digit: string) => digit.repeat(32);

describe('events that a member forges', () => {
  let world: World;
  let shop: TestShop;
  let awa: SignedIn;
  let modou: SignedIn;
  let number = 0;
  beforeAll(async () => {
    world = await createWorld();
    shop = await world.newShop();
    awa = shop.admin;
    modou = await world.newUser(shop, 'user');
  });
  afterAll(() => world.close());

  /** Writes revisions as phones do; why each that is refused was, by id. */
  async function push(person: SignedIn, ...docs: object[]): Promise<Record<string, string>> {
    const body = { new_edits: false, docs };
    const { status, text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, { token: person.token, body });
    expect(status).toBe(201);
    const rows = JSON.parse(text) as { id: string; error: string; reason: string }[];
    return Object.fromEntries(rows.map(({ id, reason }) => [id, reason]));
  }
  const stored = async (id: string) => {
    const body = { keys: [id] };
    const { text } = await world.call('POST', `/db/${shop.database}/_all_docs?include_docs=true`, {
      token: awa.token,
      body,
    });
    return (JSON.parse(text) as { rows: { doc?: Record<string, unknown> }[] }).rows[0]?.doc;
  };
  const first = <D extends object>(doc: D, digit = 'a') => ({ ...doc, _rev: `1-${hex(digit)}` });
  const saleOf = (person: SignedIn, fields: Partial<Sale> = {}): Sale => {
    number += 1;
    return { ...aSale({ n: number, by: person.id }), ...fields };
  };

  test('a second version of an event is refused, whoever writes it and whatever its revision', async () => {
    for (const event of [saleOf(awa), aCount({ n: 90, by: awa.id }), aMovement({ n: 91, by: awa.id })]) {
      expect(await push(awa, first(event, '5'))).toEqual({});
      // The same again, as a phone that lost the answer sends it.
      expect(await push(awa, first(event, '5'))).toEqual({});
      for (const digit of ['0', 'f']) {
        for (const person of [awa, modou]) {
          const forged = first({ ...event, createdBy: person.id, deviceId: 'd9' }, digit);
          expect(await push(person, forged)).toEqual({ [event._id]: '_rev: written once, never changed' });
        }
      }
      expect(await stored(event._id)).toEqual(first(event, '5'));
    }
  });

  test('of two versions in one write, or at one time, one stands', async () => {
    const [together, apart] = [saleOf(awa), saleOf(awa)];
    const other = { lines: [{ productId: 'product:riz' as const, quantity: 90, unitPrice: 500 }] };
    expect(await push(awa, first(together), first({ ...together, ...other }, 'f'))).toEqual({
      [together._id]: '_rev: written once, never changed',
    });
    expect(await stored(together._id)).toEqual(first(together));
    const answers = await Promise.all(
      ['1', '2', '3', '4', '5', '6'].map((digit) => push(awa, first({ ...apart, orderNumber: digit }, digit))),
    );
    expect(answers.filter((answer) => Object.keys(answer).length === 0)).toHaveLength(1);
    const { status, text } = await world.call('GET', `/db/${shop.database}/_changes?style=all_docs&since=0&limit=500`, {
      token: awa.token,
    });
    expect(status).toBe(200);
    const { results } = JSON.parse(text) as { results: { id: string; changes: unknown[] }[] };
    expect(
      results.filter(({ id }) => id === apart._id || id === together._id).map(({ changes }) => changes.length),
    ).toEqual([1, 1]);
  });

  test('a void is refused that says other lines than its original, or whose original never was', async () => {
    const sale = saleOf(awa, { lines: [{ productId: 'product:riz', quantity: 1, unitPrice: 150 }] });
    expect(await push(awa, first(sale))).toEqual({});
    const own = { ...aVoid(sale, { at: sale.at, by: modou.id, deviceId: 'd2' }) };
    const lines = [{ productId: 'product:riz' as const, quantity: 5000, unitPrice: 150 }];
    const more = first({ ...own, original: { ...own.original, lines } });
    expect((await push(modou, more))[own._id]).toMatch('original: ');
    const never = aVoid(saleOf(awa), { at: sale.at, by: modou.id, deviceId: 'd2' });
    expect((await push(modou, first(never)))[never._id]).toMatch('original: ');
    expect(await stored(own._id)).toBeUndefined();
    expect(await push(modou, first(own))).toEqual({});
    // A second void of the same sale: the phone finds that one stands.
    expect(await push(awa, first({ ...own, createdBy: awa.id }, 'f'))).toEqual({
      [own._id]: '_rev: written once, never changed',
    });
    // With its original, in whatever order, and as an edit of no revision.
    const both = saleOf(awa);
    const itsVoid = aVoid(both, { at: sale.at, by: awa.id, deviceId: 'd1' });
    expect(await push(awa, first(itsVoid), first(both))).toEqual({});
    const body = { docs: [aVoid(saleOf(awa), { at: sale.at, by: awa.id, deviceId: 'd1' })] };
    const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, { token: awa.token, body });
    expect(text).toContain('original: ');
  });
});
