import { documentFault, type Return } from '@digiboost/domain/documents';
import { aReturn, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import type { Balance, MoneyAccount } from '@digiboost/domain/ledger';
import { expect, it } from 'vitest';
import { FakeReplica } from '../testing/fake-replica.ts';
import { ReturnForm } from './return-form.svelte.ts';
import { returnedTooOften, returnsSince } from './ticket-returns.ts';

const CUSTOMER = 'customer:moussa';
const sale = aSale({
  at: '2026-02-27T10:00:00.000Z',
  lines: [
    { productId: 'product:riz', quantity: 3, unitPrice: 500 },
    { productId: 'product:huile', quantity: 2, unitPrice: 1200 },
  ],
  payments: [{ method: 'WAVE', amount: 2900 }],
  customerId: CUSTOMER,
});

async function open(owes: number, returns: readonly Return[] = [], of = sale) {
  const replica = new FakeReplica();
  const balance: Balance = { account: CUSTOMER, amount: owes, open: [] };
  const money = { balances: async () => new Map<MoneyAccount, Balance>([[CUSTOMER, balance]]) };
  const form = new ReturnForm(of, returns, money, replica, () => 'Africa/Dakar');
  await form.read();
  const recorded = async () => {
    expect(await form.record()).toBe(true);
    const [doc] = [...replica.docs.values()];
    expect(doc && documentFault({ ...doc })).toBeNull();
    return doc as Return;
  };
  return { form, recorded, replica };
}

it('takes the debt off first and gives the rest back as it was paid', async () => {
  const { form, recorded } = await open(1000);
  form.setLine(0, { quantity: 3 });
  form.setLine(1, { quantity: 1, restocked: false });
  expect([form.total, form.credited, form.refund]).toEqual([2700, 1000, 1700]);
  form.reason = ' Abîmé ';
  expect(await recorded()).toMatchObject({
    saleId: sale._id,
    day: '2026-03-01',
    lines: [
      { line: 0, productId: 'product:riz', quantity: 3, amount: 1500, restocked: true },
      { line: 1, productId: 'product:huile', quantity: 1, amount: 1200, restocked: false },
    ],
    refunds: [{ method: 'WAVE', amount: 1700 }],
    customerId: CUSTOMER,
    reason: 'Abîmé',
  });
});

it('takes part off the debt and gives the rest back in two ways', async () => {
  const { form, recorded } = await open(1000);
  form.setLine(1, { quantity: 2 });
  form.parts = [{ method: 'CASH', amount: null }];
  expect(form.problem).toBe('part');
  form.parts = [{ method: 'CASH', amount: 1500 }];
  expect([form.refund, form.problem]).toEqual([1400, 'parts']);
  form.parts = [{ method: 'CASH', amount: 900 }];
  expect(await recorded()).toMatchObject({
    refunds: [
      { method: 'CASH', amount: 900 },
      { method: 'WAVE', amount: 500 },
    ],
  });
});

it('leaves it to the person how much is given back', async () => {
  const { form, recorded } = await open(0);
  form.setLine(1, { quantity: 2 });
  expect(form.refund).toBe(2400);
  form.setCredited(2500);
  expect(await form.record()).toBe(false);
  expect(form.problem).toBe('credited');
  form.setCredited(2400);
  expect((await recorded()).refunds).toEqual([]);
});

it('never takes back more than is left of a line, nor nothing at all', async () => {
  const earlier = aReturn({
    saleId: sale._id,
    lines: [{ line: 0, productId: 'product:riz', quantity: 2, amount: 1000, restocked: true }],
  });
  const { form, replica } = await open(0, [earlier]);
  expect(await form.record()).toBe(false);
  expect(form.problem).toBe('none');
  form.setLine(0, { quantity: 1.5 });
  expect(await form.record()).toBe(false);
  expect(form.problem).toBe('quantity');
  form.setLine(0, { quantity: null });
  expect(form.problem).toBe('quantity');
  expect(replica.docs.size).toBe(0);
});

it('gives everything back of a ticket of nobody', async () => {
  const { form } = await open(5000, [], aSale());
  form.setLine(0, { quantity: 2 });
  expect([form.customerId, form.refund]).toEqual([null, 1000]);
});

it('says which tickets came back twice, from two phones that knew nothing of each other', async () => {
  const replica = new FakeReplica();
  const sold = aSale();
  const whole = { lines: [{ line: 0, productId: 'product:riz' as const, quantity: 2, amount: 1000, restocked: true }] };
  const [one, two] = [aReturn({ ...whole, n: 2 }), aReturn({ ...whole, n: 3, device: 'd2' })];
  await replica.put([sold, one, two]);
  const tooOften = async () => returnedTooOften(replica, await returnsSince(replica, ''));
  expect(await tooOften()).toEqual([sold]);
  await replica.put([aVoid(two)]);
  expect(await tooOften()).toEqual([]);
  await replica.put([aVoid(sold)]);
  expect(await tooOften()).toEqual([sold]);
});
