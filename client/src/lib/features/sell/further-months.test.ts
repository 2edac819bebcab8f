import type { DayTotals } from '@digiboost/domain/ledger';
import { expect, it } from 'vitest';
import { furtherMonths } from './further-months.ts';

const MONTHS = ['2024-03', '2024-12', '2025-02', '2025-03', '2025-04', '2025-10'];
const days = MONTHS.map((month) => ({ day: `${month}-07` }) as DayTotals);
const next = (query: string, held: readonly string[] = []) =>
  furtherMonths(query, { heldFrom: '2025-10-03', days, held });

it('looks next in the newest months with sales that are not here', () => {
  expect(next('riz')).toEqual(['2025-03', '2025-04', '2025-10']);
  expect(next('riz', ['2025-10', '2025-04'])).toEqual(['2024-12', '2025-02', '2025-03']);
  expect(next('riz', MONTHS)).toEqual([]);
});

it('looks first in the months that are named: by a date, in words, by the number of a receipt', () => {
  expect(next('12/03/2025')).toEqual(['2025-03']);
  expect(next('awa mars')).toEqual(['2024-03', '2025-03']);
  expect(next('mars 2024')).toEqual(['2024-03']);
  expect(next('241207-D1AB-4')).toEqual(['2024-12']);
  // A name in which a month stands is none, and one that is here is not fetched again.
  expect(next('marsouin')).toEqual(['2025-03', '2025-04', '2025-10']);
  expect(next('avril', ['2025-04'])).toEqual(['2025-02', '2025-03', '2025-10']);
});
