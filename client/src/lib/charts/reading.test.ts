import { formatDay, formatMoney, NARROW } from '@digiboost/domain/french';
import { expect, test } from 'vitest';
import type { ChartContent } from './content.ts';
import { marksByIndex, readingOf, summaryOf } from './reading.ts';

const days = ['2026-11-24', '2026-11-25', '2026-11-26'];
const sold = { label: 'Vendu', kind: 'bars', values: [1000, null, 12_000] } as const;
const expected = {
  label: 'Prévu',
  kind: 'band',
  values: [null, 900, 950],
  lower: [null, 700, 0],
  upper: [null, 1100, 1200],
} as const;
const content: ChartContent = {
  days,
  series: [sold],
  marks: [{ day: '2026-11-26', label: 'Inventaire', tone: 'muted' }],
};
const writing = { format: formatMoney, formatDay: (day: string) => formatDay(day) };
const said = (text: string) => text.replaceAll(NARROW, ' ');

test('a day is read with its figure and what happened', () => {
  expect(said(readingOf(content, 0, writing))).toBe('mar. 24 nov. : 1 000 F');
  expect(said(readingOf(content, 1, writing))).toBe('mer. 25 nov. : inconnu');
  expect(said(readingOf(content, 2, writing))).toBe('jeu. 26 nov. : 12 000 F, Inventaire');
  expect(readingOf(content, 3, writing)).toBe('');
});

test('several figures are named, an interval is said', () => {
  const both = { ...content, series: [sold, expected] };
  expect(said(readingOf(both, 1, writing))).toBe('mer. 25 nov. : Prévu 900 F (entre 700 F et 1 100 F)');
  expect(said(readingOf(both, 2, writing))).toBe(
    'jeu. 26 nov. : Vendu 12 000 F, Prévu 950 F (entre 0 F et 1 200 F), Inventaire',
  );
});

test('a mark between two days belongs to the one before; one before all days is left out', () => {
  const marks = [
    { day: '2026-11-25', label: 'A', tone: 'safe' },
    { day: '2026-10-01', label: 'B', tone: 'safe' },
  ] as const;
  const found = marksByIndex({ days: ['2026-11-24', '2026-11-30'], marks });
  expect([...found].map(([index, { length }]) => [index, length])).toEqual([[0, 1]]);
});

test('the whole is summed up, or said to be empty', () => {
  expect(said(summaryOf('Ventes', content, writing))).toBe(
    'Ventes, du 24 nov. au 26 nov. Le plus haut : 12 000 F, jeu. 26 nov.',
  );
  expect(summaryOf('Ventes', { days: [], series: [], marks: [] }, writing)).toBe('Ventes : rien à montrer.');
});
