import { AUTHOR, aCash, aCustomer, aSale } from '@digiboost/domain/documents/testing/examples';
import { balancesOf, moneyLinesOf } from '@digiboost/domain/ledger';
import { customerLike, searchCustomers } from '@digiboost/domain/shop/people';
import { describe, expect, it } from 'vitest';
import { FakeReplica } from '../testing/fake-replica.ts';
import { accountRows, sinceText, sortedRows } from './accounts.ts';
import { customerKind } from './customer-kind.ts';
import { personalCopy, statementText } from './statement.ts';

const MOUSSA = aCustomer();
const AWA = aCustomer({ _id: 'customer:awa', name: 'Awa Diop', phone: '+221765550000' });
const owed = aSale({ n: 1, at: '2026-02-20T09:00:00.000Z', payments: [], customerId: MOUSSA._id });
const old = aSale({ n: 2, at: '2026-01-10T09:00:00.000Z', payment: 'CREDIT', customerName: 'Cheikh Fall' });
const paid = aCash({ n: 3, kind: 'CUSTOMER_PAYMENT', customerId: AWA._id, amount: 400 });
const lines = [owed, old, paid].flatMap(moneyLinesOf);
const rows = accountRows([MOUSSA, AWA, aCustomer({ _id: 'customer:gone', isActive: false })], balancesOf(lines));

describe('the notebook', () => {
  it('lists who is in it and whoever owes, also by a name on an old ticket', () => {
    expect(rows.map(({ name, amount }) => [name, amount])).toEqual([
      ['Moussa Ndiaye', 1000],
      ['Awa Diop', -400],
      ['Cheikh Fall', 1000],
    ]);
  });

  it('is sorted by amount, by age and by name', () => {
    const names = (sort: 'amount' | 'age' | 'name') => sortedRows(rows, sort).map(({ name }) => name[0]);
    expect(names('amount')).toEqual(['C', 'M', 'A']);
    expect(names('age')).toEqual(['C', 'M', 'A']);
    expect(names('name')).toEqual(['A', 'C', 'M']);
    expect(rows.map(({ since }) => sinceText(since, '2026-03-02'))).toEqual(['depuis 10 jours', '', 'depuis 51 jours']);
    expect(sinceText('', '2026-03-02')).toMatch(/plus longtemps/);
  });

  it('finds by accents, case, order of words and a part of the number', () => {
    const people = [MOUSSA, AWA, aCustomer({ _id: 'customer:eloise', name: 'Éloïse Sarr', phone: '' })];
    const found = (query: string) => searchCustomers(people, query).map(({ name }) => name);
    expect(found('ndiaye MOUSSA')).toEqual(['Moussa Ndiaye']);
    expect(found('eloise')).toEqual(['Éloïse Sarr']);
    expect(found('555')).toEqual(['Awa Diop']);
    expect(customerLike(people, { name: '  ndiaye  moussa' })).toBe(MOUSSA);
    expect(customerLike(people, { name: 'Autre', phone: '77 123 45 67' })).toBe(MOUSSA);
    expect(customerLike(people, { name: 'Moussa' })).toBeUndefined();
  });

  it('asks once before a second customer of the same name', () => {
    const kind = customerKind(() => [MOUSSA]);
    const fields = { name: 'moussa ndiaye', phone: '', note: '', creditLimit: null };
    expect(kind.faultsOf(fields, null)).toHaveProperty('name');
    expect(kind.faultsOf(fields, null)).toEqual({});
    expect(kind.faultsOf({ ...fields, name: 'Moussa  Ndiaye' }, MOUSSA)).toEqual({});
    const [made] = kind.create?.(fields, new FakeReplica()) ?? [];
    expect(made).toMatchObject({ type: 'customer', name: 'moussa ndiaye', isActive: true });
    expect(made).not.toHaveProperty('creditLimit');
  });

  it('writes down all that is kept of a person, what was said before too', () => {
    const lost = { field: 'phone', value: '+221770000001', at: AUTHOR.at, by: 'u', deviceId: 'd1' };
    const customer = aCustomer({ note: 'Voisin', history: [lost] });
    const text = personalCopy(customer, {
      shop: 'Boutique Awa',
      amount: 1000,
      lines: lines.slice(0, 1),
      from: '2026-01-02',
    });
    for (const told of [
      'Boutique Awa',
      'Moussa Ndiaye',
      '+221771234567',
      'Voisin',
      '+221770000001',
      'vendredi 2 janvier 2026',
    ])
      expect(text).toContain(told);
    expect(text).toMatch(/Ticket \+ 1\s000\sF\nReste à payer : 1\s000\sF$/);
  });

  it('writes a statement that can be read anywhere', () => {
    const text = statementText('Moussa', 'Boutique Awa', 1000, lines.slice(0, 1));
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toMatch(/Ticket \+ 1\s000\sF\nReste à payer : 1\s000\sF$/);
  });
});
