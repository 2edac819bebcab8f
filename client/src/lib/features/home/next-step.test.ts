import { expect, test } from 'vitest';
import { nextStep } from './next-step.ts';

const health = (parts: { ruptures?: number; low?: number; unknown?: number }) => ({
  products: 40,
  ruptures: 0,
  low: 0,
  unknown: 0,
  ...parts,
});

test.each([
  ['a shelf that is mostly unknown is counted first', health({ unknown: 21, ruptures: 3 }), 0, 2, '/stock/inventaire'],
  ['what is out is ordered', health({ unknown: 20, ruptures: 1 }), 0, 2, '/previsions?vue=achats'],
  ['what is low is ordered', health({ low: 1 }), 0, 2, '/previsions?vue=achats'],
  ['what will be out is ordered', health({}), 1, 2, '/previsions?vue=achats'],
  ['then the alerts', health({ unknown: 1 }), 0, 2, '/alertes'],
  ['then what is left to count', health({ unknown: 1 }), 0, 0, '/stock/inventaire'],
  ['or nothing', health({}), 0, 0, undefined],
])('%s', (_, shelf, soonOut, alerts, href) => expect(nextStep(shelf, soonOut, alerts)?.href).toBe(href));

test('a first day that was begun is ended before anything else', () => {
  expect(nextStep(health({ ruptures: 2 }), 0, 3, true)?.href).toBe('/demarrer');
  expect(nextStep(health({ ruptures: 2 }), 0, 3)?.href).toBe('/previsions?vue=achats');
});
