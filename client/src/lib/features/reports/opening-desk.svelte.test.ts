import { type Cash, documentFault, type Shop, voidOf } from '@digiboost/domain/documents';
import { aCash, aClosing, aShop } from '@digiboost/domain/documents/testing/examples';
import { moneyLinesOf, tillsOf } from '@digiboost/domain/ledger';
import { expect, test } from 'vitest';
import { FakeReplica } from '../testing/fake-replica.ts';
import { OpeningDesk } from './opening-desk.svelte.ts';

/** A phone that reads its money out of what it was given. */
function phone(drawer?: 'PHONE') {
  const replica = new FakeReplica();
  const shop = aShop();
  replica.docs.set('shop', { ...shop, settings: { ...shop.settings, ...(drawer ? { drawer } : {}) } });
  const docs = () => [...replica.docs.values()];
  const lines = () => docs().flatMap((doc) => (doc.type === 'cash' || doc.type === 'void' ? moneyLinesOf(doc) : []));
  const closings = () => docs().filter((doc) => doc.type === 'closing');
  const own = () => replica.docs.get('shop') as Shop;
  const money = {
    till: async () => tillsOf(closings(), lines(), []),
    tillLines: async () => lines(),
    closings: async () => [],
  };
  return { replica, own, desk: new OpeningDesk(money, replica, own) };
}
const cashOf = ({ docs }: FakeReplica): Cash[] => [...docs.values()].filter((doc): doc is Cash => doc.type === 'cash');

test('what there was at the start is said once, beside the loan and the ceilings', async () => {
  const { replica, own, desk } = phone();
  await desk.read();
  expect(desk.open.map(({ method }) => method)).toEqual(['CASH', 'WAVE', 'ORANGE_MONEY', 'BANK']);
  desk.begin();
  expect([desk.cguCeiling, desk.smtCeiling, desk.loan]).toEqual([50_000_000, 60_000_000, null]);
  Object.assign(desk.amounts, { CASH: 75_000, BANK: 250_000, WAVE: 0 });
  desk.loan = 400_000;
  desk.cguCeiling = 45_000_000;
  expect(await desk.save()).toBe(true);
  expect(cashOf(replica)).toMatchObject([
    { kind: 'OPENING', method: 'CASH', amount: 75_000 },
    { kind: 'OPENING', method: 'BANK', amount: 250_000 },
  ]);
  expect(own().settings).toMatchObject({ openingLoan: 400_000, cguCeiling: 45_000_000 });
  expect(own().settings).not.toHaveProperty('smtCeiling');
  expect([...replica.docs.values()].map((doc) => documentFault({ ...doc }))).toEqual([null, null, null]);

  await desk.read();
  expect(desk.open.map(({ method }) => method)).toEqual(['WAVE', 'ORANGE_MONEY']);
  expect(desk.tills.find(({ method }) => method === 'BANK')?.said).toMatchObject({ amount: 250_000 });
  desk.begin();
  // Typed in a window that was opened before it was said.
  desk.amounts.CASH = 75_000;
  desk.loan = null;
  desk.cguCeiling = 50_000_000;
  expect(await desk.save()).toBe(true);
  expect(cashOf(replica)).toHaveLength(2);
  expect(own().settings).not.toHaveProperty('openingLoan');
  expect(own().settings).not.toHaveProperty('cguCeiling');
});

test('a till that was counted is not opened any more; one that was said and cancelled is', async () => {
  const { replica, desk } = phone();
  const said = aCash({ n: 1, at: '2026-02-01T10:00:00.000Z', kind: 'OPENING', method: 'BANK', amount: 9000 });
  const counted = aClosing({ n: 2, at: '2026-02-02T20:00:00.000Z' });
  await replica.put([said, counted]);
  await desk.read();
  expect(desk.tills.find(({ method }) => method === 'CASH')).toMatchObject({ said: null, counted: '2026-02-02' });
  expect(desk.open.map(({ method }) => method)).not.toContain('BANK');
  await replica.put([voidOf(said, replica.author())]);
  await desk.read();
  expect(desk.open.map(({ method }) => method)).toContain('BANK');
});

test('where each phone has a drawer of its own, this phone says its own', async () => {
  const { replica, desk } = phone('PHONE');
  const other = aCash({ n: 1, device: 'autre', at: '2026-02-01T10:00:00.000Z', kind: 'OPENING', method: 'CASH' });
  await replica.put([other]);
  await desk.read();
  expect(desk.open.find(({ method }) => method === 'CASH')).toMatchObject({ device: 'phone1', said: null });
});
