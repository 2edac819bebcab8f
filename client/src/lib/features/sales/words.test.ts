import { formatNumber, NARROW } from '@digiboost/domain/french';
import { expect, test } from 'vitest';
import { changeText, directionOf, spanText, stepText } from './words.ts';

const WEEK = { from: '2026-11-16', to: '2026-11-22' };
const DAY = { from: '2026-11-22', to: '2026-11-22' };
const said = (text: string) => text.replaceAll(NARROW, ' ');

test('a difference is said in percent and in francs', () => {
  expect(said(changeText({ difference: 4500, ratio: 0.12 }, WEEK))).toBe(
    '12 % de plus que les 7 jours d’avant (+4 500 F)',
  );
  expect(said(changeText({ difference: -300, ratio: -0.25 }, DAY))).toBe('25 % de moins que la veille (−300 F)');
  expect(said(changeText({ difference: 7250, ratio: 2.9 }, WEEK))).toBe('3,9 fois les 7 jours d’avant (+7 250 F)');
  expect(said(changeText({ difference: 2, ratio: 1 }, WEEK, { format: formatNumber }))).toBe(
    '100 % de plus que les 7 jours d’avant (+2)',
  );
});

test('about the same is the same, and nothing before has no percentage', () => {
  expect(said(changeText({ difference: 20, ratio: 0.002 }, WEEK))).toBe('Comme les 7 jours d’avant (+20 F)');
  expect(changeText({ difference: 0, ratio: 0 }, WEEK)).toBe('Comme les 7 jours d’avant');
  expect(changeText({ difference: 900, ratio: null }, WEEK)).toBe('Rien de vendu les 7 jours d’avant');
  expect(changeText({ difference: 0, ratio: null }, WEEK)).toBe('');
});

test('an arrow points only where there is a direction', () => {
  expect([0.2, -0.2, 0.001].map((ratio) => directionOf({ difference: 1, ratio }))).toEqual([
    'trend-up',
    'trend-down',
    null,
  ]);
  expect(directionOf({ difference: 1, ratio: null })).toBeNull();
});

test('periods and steps have names', () => {
  expect(spanText(WEEK, '2026-11-22')).toBe('Du lun. 16 nov. au dim. 22 nov.');
  expect(spanText(DAY, '2026-11-22')).toBe('Le dim. 22 nov.');
  expect(stepText(WEEK, 'WEEK', '2026-11-22')).toBe('semaine du 16 nov. au 22 nov.');
  expect(stepText(WEEK, 'MONTH', '2026-11-22')).toBe('novembre 2026');
});
