import { describe, expect, test } from 'vitest';
import type { Cash, Customer, ShopDocument } from '../documents/index.ts';
import { documentFault, voidOf } from '../documents/index.ts';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import { aCustomer, aSale } from '../documents/testing/examples.ts';
import { balancesOf, moneyLinesOf } from '../ledger/index.ts';
import { customersTable } from './customers-table.ts';
import type { Existing } from './existing.ts';
import { guess } from './guess.ts';
import { findHeader } from './header.ts';
import { planImport } from './plan-import.ts';
import { AUTHOR, importOf } from './testing/inputs.ts';
import { faultsOf } from './testing/sales-plans.ts';
import { undoOf } from './undo.ts';

const HEADER = ['Nom', 'Téléphone', 'Dette', 'Depuis', 'Limite de crédit', 'Note'];
const moussa = aCustomer();

const balances = (docs: readonly ShopDocument[]) =>
  balancesOf(
    (docs as LedgerEvent[]).filter(({ type }) => ['sale', 'cash', 'void'].includes(type)).flatMap(moneyLinesOf),
  );

/** What a shop that holds `docs` knows of its customers. */
const shopOf = (docs: readonly ShopDocument[]): Partial<Existing> => ({
  customers: docs.filter((doc): doc is Customer => doc.type === 'customer'),
  debts: new Map([...balances(docs)].map(([id, { amount }]) => [id, amount])),
  openings: docs.filter((doc): doc is Cash => doc.type === 'cash'),
  voided: new Set(docs.flatMap(({ _id }) => (_id.startsWith('void:') ? [_id.slice('void:'.length)] : []))),
});
const plan = (rows: readonly (readonly string[])[], docs: readonly ShopDocument[] = []) =>
  planImport(importOf('customers', [HEADER, ...rows], { existing: shopOf(docs) }));

describe('a file of customers', () => {
  test('creates them with what they owed before, since when they owe it', () => {
    const { documents, summary, faults } = plan([
      ['Fatou Sarr', '77 123 45 67', '12 500 F', '02/01/2026', '50000', 'Marché'],
      ['Awa Diop', '', '', '', '0', ''],
      ['Total', '', '12 500', '', '', ''],
    ]);
    expect(documents.map((doc) => documentFault(doc as never))).toEqual([null, null, null]);
    expect(documents[0]).toMatchObject({
      name: 'Fatou Sarr',
      phone: '+221771234567',
      creditLimit: 50_000,
      note: 'Marché',
    });
    expect(documents[1]).toMatchObject({ name: 'Awa Diop', isActive: true });
    expect(documents[1]).not.toHaveProperty('creditLimit');
    expect(documents[2]).toMatchObject({
      kind: 'OPENING',
      customerId: documents[0]?._id,
      amount: 12_500,
      day: '2026-01-02',
    });
    expect(summary).toMatchObject({ customersCreated: 2, customersUpdated: 0, openings: 1, debt: 12_500 });
    expect(faults.map(({ code }) => code)).toEqual(['total-row']);
  });

  test('the same file again, by another phone too, writes nothing more; what was taken back comes back', () => {
    const rows = [['Fatou Sarr', '77 123 45 67', '12500', '02/01/2026', '', '']];
    const first = plan(rows).documents;
    expect(plan(rows).documents.map(({ _id }) => _id)).toEqual(first.map(({ _id }) => _id));
    expect(plan(rows, first)).toMatchObject({ documents: [], summary: { unchanged: 1 } });
    const [, opening] = first as [Customer, Cash];
    const again = plan(rows, [...first, voidOf(opening, AUTHOR)]).documents;
    expect(again).toHaveLength(1);
    expect(again[0]?._id).not.toBe(opening._id);
    expect(again[0]).toMatchObject({ amount: 12_500, customerId: opening.customerId });
  });

  test('never takes over a debt of somebody of whom the shop knows one', () => {
    const sold = aSale({ payments: [], customerId: moussa._id });
    const rows = [['Moussa Ndiaye', '', '9000', '', '', '']];
    const { documents, faults } = plan(rows, [moussa, sold]);
    expect(documents).toEqual([]);
    expect(faults.map(({ code, cost }) => [code, cost])).toEqual([['debt-differs', 'look']]);
    expect(plan([['Moussa Ndiaye', '', '1000', '', '', '']], [moussa, sold]).faults).toEqual([]);
  });

  test('tells more of a known customer, and can be taken back', () => {
    const { documents, summary } = plan(
      [['moussa  ndiaye', '+221 77 123 45 67', '', '', '40000', 'Tailleur']],
      [moussa],
    );
    expect(documents).toEqual([expect.objectContaining({ _id: moussa._id, creditLimit: 40_000, note: 'Tailleur' })]);
    expect(documents[0]).toMatchObject({ name: moussa.name, phone: moussa.phone });
    expect(summary.customersUpdated).toBe(1);
    const { edits } = undoOf(documents, { ...importOf('customers', [HEADER]).existing, customers: [moussa] });
    expect(edits[0]?.fields.map(({ name }) => name).sort()).toEqual(['creditLimit', 'note']);
  });

  test('two numbers are two people, two without a number are asked apart', () => {
    const other = aCustomer({ _id: 'customer:m2', phone: undefined });
    const third = aCustomer({ _id: 'customer:m3', phone: undefined });
    const apart = plan([['Moussa Ndiaye', '70 000 00 00', '500', '', '', '']], [moussa]);
    expect(apart.documents).toHaveLength(2);
    expect(faultsOf(apart)).toEqual([[2, 'namesake']]);
    expect(faultsOf(plan([['Moussa Ndiaye', '', '500', '', '', '']], [other, third]))).toEqual([
      [2, 'several-customers'],
    ]);
    expect(
      faultsOf(
        plan([
          ['A', '', '5', '', '', ''],
          ['a', '', '6', '', '', ''],
          ['', '', '7', '', '', ''],
        ]),
      ),
    ).toEqual([
      [3, 'repeated-customer'],
      [4, 'missing'],
    ]);
  });

  test('the debts of tickets that only said a name become those of the customer', () => {
    const old = aSale({ payment: 'CREDIT', customerName: 'Fatou Sarr' });
    const { documents, faults } = plan([['Fatou Sarr', '77 000 00 00', '1000', '', '', '']], [old]);
    expect(documents).toEqual([expect.objectContaining({ _id: 'customer:nom-fatou-sarr', type: 'customer' })]);
    expect(faults).toEqual([]);
  });
});

describe('the customers of a shop as a file', () => {
  const docs = [
    moussa,
    aCustomer({ _id: 'customer:m2', name: 'Moussa Ndiaye', phone: undefined, creditLimit: undefined }),
    aCustomer({ _id: 'customer:m3', name: '=Awa; "la grande"', phone: undefined, note: '-20 %' }),
    aCustomer({ _id: 'customer:gone', name: 'Parti', isActive: false }),
    aSale({ n: 1, payments: [], customerId: moussa._id }),
    aSale({ n: 2, payment: 'CREDIT', customerName: 'Fatou Sarr' }),
  ];
  const rows = customersTable(shopOf(docs).customers ?? [], balances(docs), 'Africa/Dakar');
  const table = { rows, ...findHeader(rows) };

  test('is known for what it is', () => {
    expect(guess(table)).toMatchObject({ kind: 'customers', isSure: true });
    expect(rows.map(([key, name, , debt]) => [key, name, debt])).toEqual([
      ['Fiche', 'Client', 'Dette'],
      ['m3', '=Awa; "la grande"', ''],
      ['nom-fatou-sarr', 'Fatou Sarr', '1000'],
      ['m2', 'Moussa Ndiaye', ''],
      ['moussa', 'Moussa Ndiaye', '1000'],
    ]);
  });

  test('reads back into the same shop without a change, and into another with the same debts', () => {
    const into = (existing: Partial<Existing>) => planImport(importOf('customers', rows, { existing }));
    const back = into(shopOf(docs));
    expect([back.documents, faultsOf(back), back.summary.unchanged]).toEqual([[], [], 4]);
    const elsewhere = into({}).documents;
    const owed = balances(elsewhere);
    expect([...owed].map(([id, { amount }]) => [id, amount]).sort()).toEqual([
      ['customer:moussa', 1000],
      ['customer:nom-fatou-sarr', 1000],
    ]);
  });
});
