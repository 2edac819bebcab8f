import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerEvent } from '../../documents/ledger-event.ts';
import { aCash, aClosing, aCount, aMovement, anAsset, aProduct, aSale } from '../../documents/testing/examples.ts';
import { HISTORY_PRODUCTS, histories } from '../../documents/testing/histories.ts';
import type { Day } from '../../shared/day.ts';
import type { Paper, Value } from '../paper.ts';
import { paperOf, type ReportInput } from '../report.ts';
import { reportInput } from '../testing/report-shop.ts';
import { balanceRow } from './balance-sheet.ts';
import { resultRow } from './income-statement.ts';
import { smt, smtWorkbook } from './smt.ts';

const shopOf = (events: readonly LedgerEvent[], keys: readonly `product:${string}`[] = ['product:riz']) => ({
  products: keys.map((_id) => aProduct({ _id, purchasePrice: 1 })),
  suppliers: [],
  orders: [],
  events,
});
const tableIn = (paper: Paper, id: string) => {
  const table = paper.sections.find((section) => section.table?.id === id)?.table;
  if (!table) throw new Error(`no table ${id}`);
  return table;
};
const valueIn = (paper: Paper, id: string, row: number, column: string): Value | undefined => {
  const table = tableIn(paper, id);
  return table.rows[row]?.[table.columns.findIndex((own) => own.id === column)];
};
const result = (paper: Paper, key: Parameters<typeof resultRow>[0]) =>
  valueIn(paper, 'result', resultRow(key), 'amount');
const balance = (paper: Paper, key: Parameters<typeof balanceRow>[0], column: 'before' | 'now' = 'now') =>
  valueIn(paper, 'balance', balanceRow(key), column);
const gapsOf = (paper: Paper): Value[] => tableIn(paper, 'checks').rows.map((row) => row.at(-1) ?? null);

/** Each thing that the worked case of the OHADA guide speaks of, as somebody records it. */
function workedCase(): ReportInput {
  const riz = 'product:riz' as const;
  const line = (quantity: number, unitPrice: number) => ({ lines: [{ productId: riz, quantity, unitPrice }] });
  const on = (day: Day, n: number) => ({ at: `${day}T10:00:00.000Z`, n });
  const events = [
    aCount({ ...on('2026-02-27', 1), productId: riz, counted: 10 }),
    aSale({ ...on('2026-03-02', 2), ...line(5, 20), payments: [{ method: 'CASH', amount: 100 }] }),
    aSale({ ...on('2026-03-03', 3), ...line(5, 4), payments: [], customerId: 'customer:moussa' }),
    aMovement({ ...on('2026-03-04', 4), quantity: 8, unitCost: 1, supplierId: 'supplier:sandaga', onAccount: true }),
    aMovement({ ...on('2026-03-04', 5), quantity: 7, unitCost: 1 }),
    aCash({ ...on('2026-03-04', 6), category: 'GOODS', amount: 7 }),
    aCash({ ...on('2026-03-05', 7), category: 'RENT', amount: 53 }),
  ];
  const assets = [anAsset({ amount: 180, years: 5, boughtOn: '2026-01-01' })];
  return reportInput(shopOf(events), { today: '2026-04-10', from: '2026-03-01', to: '2026-03-31', assets });
}

test('the worked case: receipts 100, spent 60, stock 10 to 15, claims 20, debts 8, depreciation 3 make 54', () => {
  const paper = paperOf(smt, workedCase());
  const letters = (['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const).map((key) => result(paper, key));
  expect(letters).toEqual([100, 60, 40, -25, -8, 3, 54]);
  expect(['stock', 'claims', 'drawer', 'bank', 'debts', 'result'].map((key) => balance(paper, key as 'stock'))).toEqual(
    [15, 20, 40, 0, 8, 54],
  );
  expect([
    balance(paper, 'stock', 'before'),
    balance(paper, 'equipment', 'before'),
    balance(paper, 'equipment'),
  ]).toEqual([10, 174, 171]);
  expect([balance(paper, 'assets'), balance(paper, 'liabilities')]).toEqual([246, 246]);
  expect(gapsOf(paper).every((gap) => gap === 0)).toBe(true);
  expect(paper.sections[0]?.figures?.[0]).toMatchObject({ label: 'Résultat', value: 54 });
});

test('what the money does not tell has its place: goods and equipment that the owner paid, closings, loans', () => {
  const on = (day: Day, n: number) => ({ at: `${day}T10:00:00.000Z`, n });
  const part = { method: 'CASH', expected: 900, counted: 890, left: 500 } as const;
  const events = [
    aClosing({ ...on('2026-03-01', 1), parts: [{ method: 'CASH', expected: 0, counted: 1000, left: 1000 }] }),
    aMovement({ ...on('2026-03-02', 2), quantity: 10, unitCost: 30 }),
    aCash({ ...on('2026-03-03', 3), category: 'EQUIPMENT', amount: 100 }),
    aClosing({ ...on('2026-03-04', 4), parts: [part] }),
    aCash({ ...on('2026-03-05', 5), kind: 'LOAN_IN', method: 'WAVE', amount: 5000 }),
    aCash({ ...on('2026-03-06', 6), kind: 'TRANSFER', toMethod: 'BANK', amount: 200 }),
  ];
  const assets = [
    anAsset({ _id: 'asset:a', amount: 3600, years: 10, boughtOn: '2026-03-01' }),
    anAsset({ _id: 'asset:b', amount: 720, years: 2, boughtOn: '2025-03-31', soldOn: '2026-03-31', salePrice: 400 }),
  ];
  const input = reportInput(shopOf(events), { today: '2026-03-31', from: '2026-03-01', assets });
  const paper = paperOf(smtWorkbook, input);
  expect(gapsOf(paper)).toEqual([0, 0, 0]);
  expect([balance(paper, 'drawer', 'before'), balance(paper, 'drawer'), balance(paper, 'bank')]).toEqual([
    1000, 300, 5200,
  ]);
  expect(balance(paper, 'loan')).toBe(5000);
  // Ten francs missing, and 300 of goods that nobody took out of the till.
  expect([result(paper, 'otherOut'), result(paper, 'purchases'), result(paper, 'otherIn')]).toEqual([10, 300, 400]);
  expect([result(paper, 'charge'), result(paper, 'gone')]).toEqual([59, 360]);
  expect(result(paper, 'G')).toBe(400 - 310 + 300 - 419);
  expect(paper.sections[0]?.texts?.join(' ')).toContain('Matériel payé par la caisse');
});

test('what opened later was there before, and the year begins where the one before ended', () => {
  const on = (day: Day, n: number) => ({ at: `${day}T10:00:00.000Z`, n });
  const events = [
    aCash({ ...on('2026-03-10', 1), kind: 'OPENING', method: 'BANK', amount: 700 }),
    aCash({ ...on('2026-03-10', 2), kind: 'OPENING', method: undefined, customerId: 'customer:moussa', amount: 50 }),
    aCash({ ...on('2026-03-10', 3), kind: 'OPENING', method: undefined, supplierId: 'supplier:keur', amount: 80 }),
    aSale({ ...on('2026-03-11', 4), payments: [], customerId: 'customer:moussa' }),
  ];
  const made = (from: Day, to: Day) => paperOf(smt, reportInput(shopOf(events), { today: '2026-05-01', from, to }));
  const march = made('2026-03-01', '2026-03-31');
  expect((['bank', 'claims', 'debts'] as const).map((key) => balance(march, key, 'before'))).toEqual([700, 50, 80]);
  expect(result(march, 'G')).toBe(1000);
  const april = made('2026-04-01', '2026-04-30');
  for (const key of ['equipment', 'stock', 'claims', 'drawer', 'bank', 'assets', 'loan', 'debts'] as const)
    expect(balance(april, key, 'before'), key).toBe(balance(march, key));
});

test('on a thousand shops the balance sheet is balanced to the franc, and the result is what the owner has more', () => {
  const day = fc.constantFrom('2026-02-10', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04');
  const asset = fc
    .record({
      boughtOn: fc.constantFrom('2020-01-31', '2025-12-31', '2026-03-02', '2026-03-09'),
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      years: fc.integer({ min: 1, max: 10 }),
      soldOn: fc.option(fc.constantFrom('2025-06-01', '2026-03-02', '2026-03-03'), { nil: undefined }),
      salePrice: fc.option(fc.nat(1_000_000), { nil: undefined }),
    })
    .map(({ soldOn, salePrice, ...said }) => ({
      ...said,
      ...(soldOn ? { soldOn } : {}),
      ...(salePrice === undefined ? {} : { salePrice }),
    }));
  let moved = 0;
  fc.assert(
    fc.property(histories(40), day, day, fc.array(asset, { maxLength: 4 }), (events, a, b, drawn) => {
      const assets = drawn.map((said, n) => anAsset({ ...said, _id: `asset:a${n}` }));
      const [from, to] = a < b ? [a, b] : [b, a];
      const input = reportInput(shopOf(events, HISTORY_PRODUCTS), { today: '2026-03-05', from, to, assets });
      const paper = paperOf(events.length % 2 ? smt : smtWorkbook, input);
      expect(gapsOf(paper)).toEqual(gapsOf(paper).map(() => 0));
      if (result(paper, 'G') !== 0) moved += 1;
    }),
    { numRuns: 1000 },
  );
  expect(moved).toBeGreaterThan(300);
});
