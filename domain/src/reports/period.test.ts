import { expect, test } from 'vitest';
import { fileName, inWords, monthOf, namedPeriod, periodFault } from './period.ts';

test('a period is said with no word more than needed', () => {
  expect(inWords({ from: '2026-03-01', to: '2026-03-31' })).toBe('du 1er au 31 mars 2026');
  expect(inWords({ from: '2026-02-12', to: '2026-03-03' })).toBe('du 12 février au 3 mars 2026');
  expect(inWords({ from: '2025-12-12', to: '2026-01-03' })).toBe('du 12 décembre 2025 au 3 janvier 2026');
  expect(inWords({ from: '2026-03-03', to: '2026-03-03' })).toBe('le 3 mars 2026');
});

test('months and years end today when they are not over', () => {
  expect(namedPeriod('thisMonth', '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-10' });
  expect(namedPeriod('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(namedPeriod('lastMonth', '2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(namedPeriod('thisYear', '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  expect(namedPeriod('lastYear', '2026-03-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  expect(monthOf('2028-02-15')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});

test('a period that no paper can be made of says why', () => {
  const today = '2026-03-31';
  expect(periodFault({ from: '2026-02-30', to: today }, today)).toBe('day');
  expect(periodFault({ from: '', to: today }, today)).toBe('day');
  expect(periodFault({ from: today, to: '2026-03-01' }, today)).toBe('order');
  expect(periodFault({ from: '2026-04-01', to: '2026-04-02' }, today)).toBe('ahead');
  expect(periodFault({ from: '2020-01-01', to: today }, today)).toBe('long');
  expect(periodFault({ from: '2026-03-01', to: '2026-04-30' }, today)).toBeNull();
});

test('a file is named by what it is and its days', () => {
  expect(fileName('Synthèse mensuelle', { from: '2026-03-01', to: '2026-03-31' })).toBe(
    'synthese-mensuelle-2026-03-01-2026-03-31',
  );
  expect(fileName('Inventaire', { from: '2026-03-31', to: '2026-03-31' })).toBe('inventaire-2026-03-31');
});
