import { expect, it } from 'vitest';
import type { BoardEvent } from './board-events.ts';
import { inScope, NO_FILTERS, narrowedBy, shownEvents } from './history-filters.ts';

const TODAY = '2026-03-31';
const event = (name: string, more: Partial<BoardEvent>): BoardEvent => ({
  _id: `alertEvent:a:${name}:x`,
  alertId: 'alert:a',
  alertType: 'RUPTURE',
  subject: `product:${name}`,
  productId: `product:${name}`,
  severity: 'HIGH',
  details: {},
  message: name,
  triggeredAt: '2026-03-30T10:00:00.000Z',
  sent: {},
  closedAt: null,
  acknowledged: null,
  provisional: false,
  endedHere: false,
  ...more,
});
const OLD = '2026-01-05T10:00:00.000Z';
const events = [
  event('riz', {}),
  event('huile', { alertType: 'DORMANT', closedAt: '2026-03-31T00:00:00.000Z' }),
  event('sucre', { triggeredAt: OLD, closedAt: '2026-01-06T00:00:00.000Z' }),
  event('sel', { triggeredAt: OLD }),
];
const names = (list: readonly BoardEvent[]) => list.map(({ message }) => message);

it('shows the period, and all that is still open', () => {
  expect(names(inScope(events, NO_FILTERS, TODAY))).toEqual(['riz', 'huile', 'sel']);
  expect(names(inScope(events, { ...NO_FILTERS, period: '90' }, TODAY))).toHaveLength(4);
});

it('narrows by type, product and status', () => {
  expect(names(inScope(events, { ...NO_FILTERS, alertType: 'DORMANT' }, TODAY))).toEqual(['huile']);
  expect(names(inScope(events, { ...NO_FILTERS, productId: 'product:sel' }, TODAY))).toEqual(['sel']);
  expect(names(shownEvents(events, 'OPEN'))).toEqual(['riz', 'sel']);
  expect(names(shownEvents(events, 'CLOSED'))).toEqual(['huile', 'sucre']);
  expect(narrowedBy(NO_FILTERS)).toBe(0);
  expect(narrowedBy({ ...NO_FILTERS, period: '7', alertType: 'RUPTURE' })).toBe(2);
});
