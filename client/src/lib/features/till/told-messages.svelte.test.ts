import { expect, it } from 'vitest';
import type { Drafts } from '../../drafts/drafts.ts';
import { memoryDrafts } from '../../drafts/testing/memory-drafts.ts';
import { ToldMessages } from './told-messages.svelte.ts';

const WAVE = 'Vous avez reçu 5.000F de Moussa. Nouveau solde : 12.000F';
const ORANGE = 'Vous avez recu un transfert de 2500 FCFA';

async function opened(drafts: Drafts, shared = '', day = '2026-03-02') {
  const told = new ToldMessages(drafts, () => day);
  await told.open(shared);
  return told.text;
}

it('gathers what is shared message by message, each once', async () => {
  const drafts = memoryDrafts();
  expect(await opened(drafts, WAVE)).toBe(WAVE);
  expect(await opened(drafts, ` ${ORANGE}\n`)).toBe(`${WAVE}\n\n${ORANGE}`);
  expect(await opened(drafts, WAVE)).toBe(`${WAVE}\n\n${ORANGE}`);
});

it('forgets it on another day, and at once what was deleted', async () => {
  const drafts = memoryDrafts();
  const told = new ToldMessages(drafts, () => '2026-03-02');
  await told.set(WAVE);
  expect(await opened(drafts, '', '2026-03-03')).toBe('');
  expect(await opened(drafts)).toBe(WAVE);
  await told.set(' ');
  expect(await drafts.keys()).toEqual([]);
});

it('shows what is shared on a phone that keeps nothing', async () => {
  const full = async (): Promise<never> => {
    throw new Error('QuotaExceededError');
  };
  expect(await opened({ ...memoryDrafts(), get: full, put: full }, WAVE)).toBe(WAVE);
});
