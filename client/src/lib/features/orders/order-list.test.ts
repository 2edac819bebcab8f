import type { Order } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import { isLate } from './order-list.ts';

const order = (status: Order['status'], expectedDay?: string): Order => ({ status, expectedDay, lines: [] }) as never;

it('calls late what was to come before today and has not, in the list as on its page', () => {
  expect(isLate(order('SENT', '2026-03-01'), '2026-03-02')).toBe(true);
  expect(isLate(order('SENT', '2026-03-02'), '2026-03-02')).toBe(false);
  expect(isLate(order('SENT'), '2026-03-02')).toBe(false);
  for (const status of ['DRAFT', 'RECEIVED', 'CANCELLED'] as const) {
    expect(isLate(order(status, '2026-03-01'), '2026-03-02')).toBe(false);
  }
});
