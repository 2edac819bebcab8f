import { expect, test } from 'vitest';
import { count, deliver, draftOrder, miss, move, voidOf } from './makers.ts';
import { documentFault } from './registry.ts';
import { AUTHOR, aMovement, aSale } from './testing/examples.ts';

const lines = [{ productId: 'product:riz', quantity: 2, unitPrice: 500 }] as const;
const id = `sale:${AUTHOR.at}:d1-1` as const;

test('texts are trimmed, and what is empty is left out', () => {
  const sale = deliver(
    { lines, payment: 'CREDIT', customerName: '  Moussa ', orderNumber: ' ' },
    { id, author: AUTHOR },
  );
  expect(sale).toEqual({
    _id: id,
    type: 'sale',
    at: AUTHOR.at,
    day: '2026-03-02',
    lines,
    status: 'DELIVERED',
    payment: 'CREDIT',
    customerName: 'Moussa',
    createdAt: AUTHOR.at,
    createdBy: 'u-awa',
    deviceId: 'd1',
  });
  expect(miss({ lines }, { id, author: AUTHOR })).toMatchObject({ status: 'MISSED', day: '2026-03-02' });
  expect(voidOf(sale, AUTHOR, '')).not.toHaveProperty('reason');
});

test('an event counts when it is said to, on the day of the shop’s clocks', () => {
  const at = '2026-03-01T23:30:00.000Z';
  const recording = { id: `movement:${at}:d1-1`, author: AUTHOR, at } as const;
  const entry = { productId: 'product:riz', movementType: 'ENTRY', quantity: 3, unitCost: undefined } as const;
  expect(move(entry, recording)).toMatchObject({ at, day: '2026-03-01', createdAt: AUTHOR.at });
  expect(move(entry, { ...recording, timezone: 'Europe/Paris' }).day).toBe('2026-03-02');
  expect(move(entry, recording)).not.toHaveProperty('unitCost');
  expect(
    count({ productId: 'product:riz', counted: 0 }, { ...recording, id: `count:${at}:d1-1`, day: '2026-03-02' }),
  ).toMatchObject({ day: '2026-03-02', counted: 0 });
});

test('a void repeats what it cancels, and only once', () => {
  for (const original of [aSale(), aMovement()]) {
    const first = voidOf(original, AUTHOR, 'Erreur');
    expect(documentFault(first)).toBeNull();
    expect(voidOf({ ...original, _rev: '1-a' }, { ...AUTHOR, by: 'u-moussa' })._id).toBe(first._id);
    expect(first.original).toMatchObject({ type: original.type, at: original.at, day: original.day });
  }
});

test('lines of one product become one in a draft, the later cost standing', () => {
  const line = { productId: 'product:riz', quantity: 10, unitCost: 400 } as const;
  const order = draftOrder(
    {
      id: `order:${AUTHOR.at}:d1-1`,
      supplierId: 'supplier:sandaga',
      lines: [line, { ...line, quantity: 2.5, unitCost: 410 }],
    },
    AUTHOR,
  );
  expect(order.lines).toEqual([{ productId: 'product:riz', quantity: 12.5, unitCost: 410 }]);
  expect(documentFault(order)).toBeNull();
});
