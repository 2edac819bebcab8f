import { aMovement, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { expect, test } from 'vitest';
import { rowsOf } from '../../testing/rows-of.ts';
import { map } from './tickets_by_day_and_settlement.ts';

test('one ticket and its amount, by payment', () => {
  const lines = [
    { productId: 'product:riz' as const, quantity: 2, unitPrice: 500 },
    { productId: 'product:huile' as const, quantity: 0.333, unitPrice: 1500 },
  ];
  expect(rowsOf(map, aSale({ lines, payment: 'WAVE' }))).toEqual([
    [
      ['2026-03-02', 'WAVE'],
      [1, 1500],
    ],
  ]);
  expect(rowsOf(map, aSale({ status: 'MISSED' }))).toEqual([
    [
      ['2026-03-02', 'MISSED'],
      [1, 1000],
    ],
  ]);
});

test('a ticket settled in several ways is one ticket, its amount in parts', () => {
  const parts = aSale({ payment: undefined, payments: [{ method: 'WAVE', amount: 600 }], customerId: 'customer:awa' });
  expect(rowsOf(map, parts)).toEqual([
    [
      ['2026-03-02', 'WAVE'],
      [1, 600],
    ],
    [
      ['2026-03-02', 'CREDIT'],
      [0, 400],
    ],
  ]);
});

test('a void takes its ticket off; movements are no tickets', () => {
  expect(rowsOf(map, aVoid(aSale()))).toEqual([
    [
      ['2026-03-02', 'CASH'],
      [-1, -1000],
    ],
  ]);
  expect(rowsOf(map, aMovement())).toEqual([]);
  expect(rowsOf(map, aVoid(aMovement()))).toEqual([]);
});
