import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../documents/index.ts';
import { aCash, aSale, aShop, aVoid } from '../documents/testing/examples.ts';
import { histories } from '../documents/testing/histories.ts';
import { balancesOf } from '../ledger/accounts.ts';
import { type MoneyLine, moneyLinesOf } from '../ledger/money-lines.ts';
import type { Paper, Value } from './paper.ts';
import { statementOf } from './statement.ts';

const AWA = 'customer:awa';
const NOW = '2026-03-05T18:00:00.000Z';
const ticket = (n: number, day: string, amount: number) =>
  aSale({
    n,
    at: `2026-03-${day}T09:00:00.000Z`,
    lines: [{ productId: 'product:riz', quantity: 1, unitPrice: amount }],
    payments: [],
    customerId: AWA,
  });
const paid = (n: number, day: string, amount: number) =>
  aCash({ n, at: `2026-03-${day}T10:00:00.000Z`, kind: 'CUSTOMER_PAYMENT', customerId: AWA, amount });

/** The statement of an account from the lines of these events; of what came before `from` it holds none. */
function statement(events: readonly LedgerEvent[], from: string | null = null, account = AWA): Paper {
  const lines = events.flatMap(moneyLinesOf).filter((line) => line.account === account);
  const balance = balancesOf(lines).get(account as MoneyLine['account']);
  return statementOf({
    shop: aShop({ name: 'Boutique Médina', phone: '+221338210000' }),
    name: 'Awa\nDiop',
    isCustomer: true,
    balance: balance ?? { amount: 0, open: [] },
    lines,
    from,
    madeAt: NOW,
  });
}
const rowsOf = ({ sections }: Paper, name: string): readonly (readonly Value[])[] =>
  sections.find((section) => section.name === name)?.table?.rows ?? [];

describe('a statement of account', () => {
  // 6 000 and 2 500 on credit, 4 000 paid: 4 500 left, 2 000 of the first ticket and all of the second.
  const events = [paid(3, '03', 4000), ticket(1, '01', 6000), ticket(2, '02', 2500)];

  test('tells what was bought and paid, oldest first, with what was left after each', () => {
    const paper = statement(events);
    expect(paper.subject).toBe('de Awa Diop, au 5 mars 2026');
    expect(paper.from[0]).toBe('Boutique Médina');
    expect(rowsOf(paper, 'Compte')).toEqual([
      ['2026-03-01', 'Ticket', 6000, null, 6000],
      ['2026-03-02', 'Ticket', 2500, null, 8500],
      ['2026-03-03', 'Paiement d’un client', null, 4000, 4500],
    ]);
    expect(paper.sections[0]?.figures).toEqual([{ label: 'Reste à payer', value: 4500, kind: 'money' }]);
    expect(rowsOf(paper, 'À payer')).toEqual([
      ['1er mars 2026', 2000],
      ['2 mars 2026', 2500],
    ]);
  });

  test('carries over what came before the days that are at hand', () => {
    const paper = statement(events, '2026-03-02');
    expect(rowsOf(paper, 'Compte')[0]).toEqual(['2026-03-02', 'Report de ce qui précède', null, null, 6000]);
    expect(rowsOf(paper, 'Compte').at(-1)?.at(-1)).toBe(4500);
    expect(paper.notes).toContain('Les opérations d’avant le 2 mars 2026 sont dans le report.');
  });

  test('leaves out what was taken back, with what took it back', () => {
    const mistake = paid(4, '04', 1000);
    expect(rowsOf(statement([...events, mistake, aVoid(mistake)]), 'Compte')).toEqual(
      rowsOf(statement(events), 'Compte'),
    );
  });

  test('says an advance as such, and an empty account in words', () => {
    const ahead = statement([paid(1, '01', 500)]);
    expect(ahead.sections.map(({ name, figures }) => [name, figures])).toEqual([
      ['Compte', [{ label: 'Avance', value: 500, kind: 'money' }]],
    ]);
    expect(statement([]).sections[0]).toMatchObject({ texts: ['Rien n’est noté sur ce compte.'] });
  });

  test('ends with the balance, whatever happened and wherever it is cut', () => {
    fc.assert(
      fc.property(histories(), fc.nat(120), (all, days) => {
        const unique = [...new Map(all.map((event) => [event._id, event])).values()];
        const from = new Date(Date.UTC(2026, 1, 1 + days)).toISOString().slice(0, 10);
        for (const [account, { amount, open }] of balancesOf(unique.flatMap(moneyLinesOf))) {
          const lines = unique.flatMap(moneyLinesOf).filter((line) => line.account === account);
          const input = { shop: null, name: account, isCustomer: true, balance: { amount, open }, from, madeAt: NOW };
          const rows = rowsOf(statementOf({ ...input, lines }), 'Compte');
          expect(rows.at(-1)?.at(-1) ?? 0).toBe(amount);
          const left = rowsOf(statementOf({ ...input, lines }), 'À payer').reduce(
            (sum, [, own]) => sum + Number(own),
            0,
          );
          expect(left).toBe(Math.max(amount, 0));
        }
      }),
    );
  });
});
