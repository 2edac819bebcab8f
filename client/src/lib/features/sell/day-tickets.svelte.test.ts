import { documentFault } from '@digiboost/domain/documents';
import { aCount, aSale } from '@digiboost/domain/documents/testing/examples';
import { entriesOf, stockOnHand } from '@digiboost/domain/ledger';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../model/types.ts';
import { ReplicaError } from '../../replica/types.ts';
import { aProduct, FakeReplica } from '../testing/fake-replica.ts';
import { countedSince, DayTickets, summaryOf } from './day-tickets.svelte.ts';

const rice = aProduct('riz', 450);
const at = '2026-03-01T08:00:00.000Z';
const line = { productId: rice._id, quantity: 2, unitPrice: 450 };
const missed = aSale({ at, n: 9, status: 'MISSED', lines: [line] });
const sale = aSale({ at, n: 9, lines: [line] });
const open = (tickets: Ticket[] = []) => {
  const replica = new FakeReplica();
  const model = { tickets: async () => tickets };
  return { replica, day: new DayTickets(model, replica, () => 'Africa/Dakar') };
};

it('adds up what was not voided', async () => {
  const voided = {} as NonNullable<Ticket['voided']>;
  const tickets: Ticket[] = [
    { sale, voided: null },
    { sale: missed, voided: null },
    { sale, voided },
  ];
  expect(summaryOf(tickets)).toEqual({ tickets: 1, revenue: 900, returned: 0, missed: 1 });
  const { day } = open(tickets);
  await day.load('2026-03-01');
  expect(day.summary.revenue).toBe(900);
});

it('knows which products were counted since', () => {
  const row = (countedAt: string) => () => ({ countedAt });
  expect(countedSince(sale, row(''))).toEqual([]);
  expect(countedSince(sale, row('2026-03-01T07:59:59.999Z'))).toEqual([]);
  expect(countedSince(sale, row(at))).toEqual([rice._id]);
  expect(countedSince(missed, row(at))).toEqual([]);
});

describe('voiding a ticket', () => {
  it('takes the sale back', async () => {
    const { day, replica } = open();
    expect(await day.void(sale, { reason: ' erreur ', returnReason: 'Retour' })).toBe(true);
    const docs = [...replica.docs.values()];
    expect(docs.map((doc) => doc._id)).toEqual([`void:${sale._id}`]);
    expect(docs[0]).toMatchObject({ original: { at, lines: sale.lines }, reason: 'erreur' });
    expect(docs.map((doc) => documentFault({ ...doc }))).toEqual([null]);
  });

  it('records a return for what was counted since, so that the shelf is right again', async () => {
    const { day, replica } = open();
    const count = aCount({ productId: rice._id, counted: 5, at: '2026-03-01T08:30:00.000Z' });
    await day.void(sale, { returned: [rice._id], returnReason: 'Retour' });
    const events = [sale, count, ...replica.docs.values()] as Parameters<typeof entriesOf>[0][];
    expect(stockOnHand(events.flatMap(entriesOf)).get(rice._id)).toBe(7);
  });

  it('says why it could not', async () => {
    const { day, replica } = open();
    replica.failure = new ReplicaError('storage-full', 'quota');
    expect(await day.void(sale, { returnReason: 'Retour' })).toBe(false);
    expect(day.fault).toBe('storage-full');
    expect(day.saving).toBe(false);
  });
});
