import { expect, test } from 'vitest';
import { piecesOf, topicsFor } from './topics.ts';

const topic = (id: string, screen: string) => ({ id, screen, title: id, why: '', steps: [] });
const TOPICS = [
  topic('home', '/'),
  topic('sell', '/vendre'),
  topic('back', '/vendre/tickets'),
  topic('stock', '/stock'),
];
const ids = (path: string | null): string[] => topicsFor(path, TOPICS).here.map(({ id }) => id);

test('a screen is helped by what is told of it, or of the screen that it belongs to', () => {
  expect(ids('/')).toEqual(['home']);
  expect(ids('/vendre')).toEqual(['sell']);
  expect(ids('/vendre/tickets/sale%3A1')).toEqual(['back']);
  expect(ids('/stock/riz')).toEqual(['stock']);
  expect(ids('/reglages')).toEqual([]);
  expect(ids(null)).toEqual([]);
  expect(topicsFor('/vendre', TOPICS).others).toHaveLength(3);
});

test('every scene of the guide has its words and its pictures', () => {
  const { others } = topicsFor(null);
  expect(others.length).toBeGreaterThan(10);
  for (const { steps } of others) expect(steps.every(({ words, picture }) => words && picture)).toBe(true);
});

test('numbers stand apart from the words', () => {
  expect(piecesOf('Touchez {1}, puis {2}.')).toEqual(['Touchez ', 1, ', puis ', 2, '.']);
});
