import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, test } from 'vitest';
import type { ApiCall } from '../../session/api-call.ts';
import { OwnMail } from './own-mail.svelte.ts';

test('tells how the e-mails stand, and puts them back', async () => {
  let isStopped = true;
  const asked: string[] = [];
  const call = (async (method: string, path: string, body?: { isStopped: boolean }) => {
    asked.push(`${method} ${path}`);
    if (body) isStopped = body.isStopped;
    return ok({ email: 'awa@boutique.sn', isStopped });
  }) as ApiCall;
  const own = new OwnMail(call);
  expect(own.state).toBeNull();
  await own.load();
  expect(own.state).toEqual({ email: 'awa@boutique.sn', isStopped: true });
  expect(await own.turn(true)).toBe(true);
  expect(own.state?.isStopped).toBe(false);
  expect(asked).toEqual(['GET /channels/email', 'PUT /channels/email']);
});

test('says why it is not known, and keeps what was known', async () => {
  let isAway = false;
  const call = (async () =>
    isAway ? fail({ code: 'no-network' }) : ok({ email: 'awa@boutique.sn', isStopped: true })) as ApiCall;
  const own = new OwnMail(call);
  await own.load();
  isAway = true;
  expect(await own.turn(true)).toBe(false);
  expect(own.state?.isStopped).toBe(true);
  expect(own.fault).toContain('réseau');
});
