import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import { invitation as words } from '../../i18n/fr/invitation.ts';
import type { ApiCall } from '../../session/api-call.ts';
import { Invitations } from './invitations.svelte.ts';

const waiting = {
  id: 'a',
  name: 'Modou',
  role: 'user',
  expiresAt: '2026-12-01T08:00:00.000Z',
  usedAt: null,
  revokedAt: null,
};
const NOON = '2026-11-30T12:00:00.000Z';

it('makes a link to hand over, whose secret no server on the way sees', async () => {
  const call = vi.fn(async () => ok({ invitation: waiting, token: 'demo_1_x' }));
  const invitations = new Invitations(call as unknown as ApiCall, 'https://boutique.sn');
  expect(await invitations.create()).toBe(false);
  expect([invitations.fields, call.mock.calls.length]).toEqual([{ name: words.missingName }, 0]);
  invitations.name = ' Modou ';
  expect(await Promise.all([invitations.create(), invitations.create()])).toEqual([true, false]);
  expect(call).toHaveBeenCalledWith('POST', '/users/invitations', { name: 'Modou', role: 'user' });
  expect(invitations.made).toEqual({ name: 'Modou', link: 'https://boutique.sn/invitation#demo_1_x' });
  invitations.begin();
  expect(invitations.made).toBeNull();
});

it('lists what can still be used, and takes one back', async () => {
  const list = [
    waiting,
    { ...waiting, id: 'b', usedAt: NOON },
    { ...waiting, id: 'c', revokedAt: NOON },
    { ...waiting, id: 'd', expiresAt: NOON },
  ];
  let isOnline = true;
  const call = async (method: string, path: string) => {
    if (!isOnline) return fail({ code: 'no-network' });
    if (method !== 'GET') return ok({});
    // One on each page.
    const place = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    return ok({ invitations: list.slice(place, place + 1), next: place < 3 ? String(place + 1) : null });
  };
  const invitations = new Invitations(call as unknown as ApiCall, '');
  await invitations.load(NOON);
  expect(invitations.list.map(({ id }) => id)).toEqual(['a']);
  isOnline = false;
  expect([await invitations.revoke('a'), invitations.fault]).toEqual([false, words.needsNetwork]);
  isOnline = true;
  expect([await invitations.revoke('a'), invitations.list]).toEqual([true, []]);
});
