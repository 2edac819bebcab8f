import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../replica/types.ts';
import { safetyOf } from './safety.ts';

const now = Date.parse('2026-11-26T14:00:00.000Z');
const idle: SyncStatus = {
  state: 'idle',
  pending: 0,
  pendingSales: 0,
  pendingSince: null,
  refused: 0,
  lastExchangeAt: '2026-11-26T13:59:00.000Z',
  retryAt: null,
  progress: null,
  bytesIn: 0,
  bytesOut: 0,
  clockOffsetMs: 0,
  clock: 'sure',
  redatings: [],
};
const said = (change: Partial<SyncStatus>, installed: number | null = 1) => {
  const { tone, text } = safetyOf({ ...idle, ...change }, now, installed);
  return `${tone}: ${text.replace(/[\u202f\u00a0]/g, ' ')}`;
};

describe('the safety badge', () => {
  it('is green only when the server acknowledged everything', () => {
    expect(said({})).toBe('safe: Tout est en sécurité');
    expect(said({ state: 'working' })).toBe('safe: Tout est en sécurité');
    expect(said({ state: 'offline' })).toBe('neutral: Hors ligne');
    expect(said({ state: 'signed-out' })).toBe('neutral: Reconnectez-vous');
  });

  it('promises nothing before the server has answered', () => {
    expect(said({ state: 'working', lastExchangeAt: null })).toBe('neutral: Vérification…');
    expect(said({ state: 'offline', lastExchangeAt: null })).toBe('neutral: Hors ligne');
  });

  it('counts what waits, and since when', () => {
    const pendingSince = '2026-11-26T10:30:00.000Z';
    expect(said({ state: 'offline', pending: 12, pendingSales: 12, pendingSince })).toBe(
      'warn: 12 ventes pas encore envoyées (depuis 3 h)',
    );
    expect(said({ state: 'signed-out', pending: 1, pendingSales: 1, pendingSince })).toBe(
      'warn: 1 vente pas encore envoyée (depuis 3 h)',
    );
    expect(said({ state: 'working', pending: 3, pendingSales: 1, pendingSince })).toBe(
      'warn: 3 saisies pas encore envoyées (depuis 3 h)',
    );
  });

  it('does not alarm for a sale on its way', () => {
    const pendingSince = '2026-11-26T13:59:50.000Z';
    expect(said({ state: 'working', pending: 1, pendingSales: 1, pendingSince })).toBe('neutral: Envoi en cours…');
    expect(said({ state: 'offline', pending: 1, pendingSales: 1, pendingSince })).toBe(
      'warn: 1 vente pas encore envoyée',
    );
  });

  it('puts a refusal before everything', () => {
    expect(said({ refused: 1, state: 'offline' })).toBe('danger: 1 saisie refusée par le serveur');
  });

  it('shows how far the first copy is', () => {
    expect(said({ state: 'bootstrapping', progress: 0.4 })).toBe('neutral: Première copie : 40 %');
    expect(said({ state: 'bootstrapping' })).toBe('neutral: Première copie…');
  });

  it('does not call the phone ready while it would not open without a network', () => {
    expect(said({}, 0.6)).toBe('neutral: L’application s’installe : 60 %');
    expect(said({ state: 'working' }, 0)).toBe('neutral: L’application s’installe : 0 %');
    expect(safetyOf({ ...idle, state: 'offline' }, now, 0.6).explanation).toMatch(/Gardez-la ouverte/);
    expect(said({ state: 'bootstrapping', progress: 0.4 }, 0.6)).toBe('neutral: Première copie : 40 %');
    expect(said({ pending: 1, pendingSales: 1, pendingSince: '2026-11-26T10:30:00.000Z' }, 0.6)).toMatch(
      /^warn: 1 vente/,
    );
    // Where the browser keeps no app, nothing more is coming.
    expect(said({}, null)).toBe('safe: Tout est en sécurité');
  });
});
