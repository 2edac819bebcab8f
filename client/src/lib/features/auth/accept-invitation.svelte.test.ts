import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import { auth } from '../../i18n/fr/auth.ts';
import { invitation } from '../../i18n/fr/invitation.ts';
import type { ApiCall } from '../../session/api-call.ts';
import { AcceptInvitation } from './accept-invitation.svelte.ts';

const filled = (call: unknown, signIn = vi.fn(async () => ok(null))) => {
  const form = new AcceptInvitation(call as ApiCall, signIn as never, 'secret');
  return { form: Object.assign(form, { email: 'modou@boutique.sn', password: 'phare mangue 42' }), signIn };
};

it('makes the account once and signs in, also when the network went in between', async () => {
  const call = vi.fn(async () => ok({ name: 'Modou', shopName: 'Chez Awa' }));
  const answers = [fail({ code: 'no-network', retryAfterMs: null } as const), ok(null)];
  const { form, signIn } = filled(
    call,
    vi.fn(async () => answers.shift() as never),
  );
  await form.load();
  expect(form.invited).toMatchObject({ shopName: 'Chez Awa' });
  expect(await form.send()).toBe(false);
  expect(form.fault).toBe(auth.faults['no-network']);
  expect(await form.send()).toBe(true);
  expect(signIn).toHaveBeenCalledWith('modou@boutique.sn', 'phare mangue 42');
  expect(call.mock.calls.filter(([, path]: unknown[]) => path === '/auth/invitation/account')).toHaveLength(1);
});

it('says why a link cannot be used, and asks nothing while the form is not right', async () => {
  const refused = { code: 'refused', status: 410, detail: 'Ce lien a servi.', fields: {} } as const;
  const call = vi.fn(async () => fail(refused));
  const { form, signIn } = filled(call);
  await form.load();
  expect(form.linkFault).toBe(refused.detail);
  Object.assign(form, { email: 'modou', password: 'court' });
  expect(await form.send()).toBe(false);
  expect(form.fields).toEqual({ email: auth.badEmail, password: invitation.accept.short });
  expect([call.mock.calls.length, signIn.mock.calls.length]).toEqual([1, 0]);
});
