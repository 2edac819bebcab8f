import { describe, expect, it } from 'vitest';
import { clockSentence, formatGap, redatingSentence } from './clock.ts';

const DAY = 86_400_000;
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

describe('the clock, in words', () => {
  it.each([
    [130_000, '2 minutes'],
    [-5 * 3_600_000, '5 heures'],
    [3 * DAY, '3 jours'],
    [-400 * DAY, '400 jours'],
    [20_600 * DAY, '56 ans'],
  ])('%d ms off', (ms, said) => {
    expect(plain(formatGap(ms))).toBe(said);
  });

  it('says on which side it is off, whether that is sure, and when to help', () => {
    const said = (clock: 'sure' | 'likely' | 'doubtful', clockOffsetMs: number) =>
      plain(clockSentence({ clock, clockOffsetMs }));
    expect(said('sure', 0)).toBe('À l’heure');
    expect(said('likely', 0)).toBe('Elle sera vérifiée au prochain échange');
    expect(said('sure', 30 * DAY)).toMatch(/^Elle retarde de 30 jours/);
    expect(said('sure', -3 * DAY)).toMatch(/^Elle avance de 3 jours/);
    expect(said('doubtful', 0)).toMatch(/^Incertaine/);
  });

  it('says what was put right', () => {
    const at = '2026-11-29T10:12:00.000Z';
    expect(plain(redatingSentence({ at, documents: 3, sales: 3, behindMs: 30 * DAY }))).toBe(
      'dim. 29 nov. à 10:12 : 3 ventes, datées 30 jours trop tôt au plus, ont retrouvé leur vraie date.',
    );
    expect(plain(redatingSentence({ at, documents: 1, sales: 0, behindMs: -3 * DAY }))).toBe(
      'dim. 29 nov. à 10:12 : 1 saisie, datée 3 jours trop tard, a retrouvé sa vraie date.',
    );
  });
});
