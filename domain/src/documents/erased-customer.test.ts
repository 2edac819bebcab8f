import { expect, test } from 'vitest';
import { balancesOf, moneyLinesOf } from '../ledger/index.ts';
import { withoutPersonalData } from './erased-customer.ts';
import { merge, revise } from './merge.ts';
import { documentFault } from './registry.ts';
import { AUTHOR, aCash, aCustomer, aSale } from './testing/examples.ts';

const at = (minute: number, deviceId = 'd1') => ({ ...AUTHOR, at: `2026-03-05T10:0${minute}:00.000Z`, deviceId });

test('nothing names the person any more, what was said before neither, and every amount stays', () => {
  const renamed = merge(
    revise(aCustomer({ note: 'Voisine de Fatou' }), { phone: '+221770000001' }, at(1)),
    revise(aCustomer({ note: 'Voisine de Fatou' }), { phone: '+221770000002' }, at(2, 'd2')),
  );
  expect(renamed.history).toHaveLength(1);
  const erased = withoutPersonalData(renamed, at(3));
  expect(documentFault({ ...erased })).toBeNull();
  expect(JSON.stringify(erased)).not.toMatch(/Moussa|Ndiaye|Fatou|22177/);
  expect(erased).toMatchObject({ _id: 'customer:moussa', name: 'Client effacé', isActive: false });

  const events = [
    aSale({ n: 1, payments: [], customerId: 'customer:moussa' }),
    aCash({ n: 2, kind: 'CUSTOMER_PAYMENT', customerId: 'customer:moussa', amount: 400 }),
  ];
  expect(balancesOf(events.flatMap(moneyLinesOf)).get(erased._id)?.amount).toBe(600);
});

test('a phone that still holds the name does not bring it back', () => {
  const held = aCustomer();
  const erased = withoutPersonalData(held, at(3));
  expect(merge(erased, held)).toMatchObject({ name: 'Client effacé', isActive: false });
  expect(JSON.stringify(merge(erased, held))).not.toMatch(/Moussa/);
});
