import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import { auth } from '../../i18n/fr/auth.ts';
import { forgottenPassword as words } from '../../i18n/fr/forgotten-password.ts';
import type { ApiCall } from '../../session/api-call.ts';
import { AskForLink, ChoosePassword } from './forgotten-password.svelte.ts';

const OWNER = { name: 'Awa', email: 'awa@boutique.sn' };
const NO_NETWORK = { code: 'no-network', retryAfterMs: null } as const;

it('asks for a link to an address that can be one, and says to whom it went', async () => {
  const call = vi.fn(async () => ok({}));
  const form = new AskForLink(call as unknown as ApiCall);
  expect(await form.send()).toBe(false);
  expect(form.fields.email).toBe(auth.missingLogin);
  form.email = ' awa@boutique.sn ';
  expect(await form.send()).toBe(true);
  expect(form.sentTo).toBe(OWNER.email);
  expect(call.mock.calls).toEqual([['POST', '/auth/password-link', { email: OWNER.email }]]);
});

it('keeps the address when the network is gone, and says what to do', async () => {
  const form = new AskForLink(vi.fn(async () => fail(NO_NETWORK)) as unknown as ApiCall);
  form.email = OWNER.email;
  expect([await form.send(), form.sentTo, form.email]).toEqual([false, '', OWNER.email]);
  expect(form.fault).not.toBe('');
});

it('sets the password once and signs in, also when the network went in between', async () => {
  const call = vi.fn(async () => ok(OWNER));
  const answers = [fail(NO_NETWORK), ok(null)];
  const signIn = vi.fn(async () => answers.shift() as never);
  const form = new ChoosePassword(call as unknown as ApiCall, signIn, 'secret');
  await form.load();
  form.password = 'court';
  expect([await form.send(), form.fields.password]).toEqual([false, words.short]);
  form.password = 'phare mangue 42';
  expect([await form.send(), form.fault]).toEqual([false, auth.faults['no-network']]);
  expect(await form.send()).toBe(true);
  expect(signIn).toHaveBeenLastCalledWith(OWNER.email, 'phare mangue 42');
  expect(call.mock.calls.filter(([, path]: unknown[]) => path === '/auth/password-link/password')).toHaveLength(1);
});

it('says why a link is of no use', async () => {
  const refused = { code: 'refused', status: 410, detail: 'Ce lien a servi.', fields: {} } as const;
  const form = new ChoosePassword(vi.fn(async () => fail(refused)) as unknown as ApiCall, vi.fn(), 'secret');
  await form.load();
  expect([form.linkFault, form.owner, await form.send()]).toEqual([refused.detail, null, false]);
});
