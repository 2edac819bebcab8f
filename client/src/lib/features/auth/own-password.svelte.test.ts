import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it, vi } from 'vitest';
import { auth } from '../../i18n/fr/auth.ts';
import type { ApiCall } from '../../session/api-call.ts';
import { OwnPassword } from './own-password.svelte.ts';

const filled = (call: ApiCall) =>
  Object.assign(new OwnPassword(call), { current: 'l’ancien secret', password: 'phare mangue 42' });

describe('one’s own password', () => {
  it('is sent with the present one, and forgotten by the form once it is changed', async () => {
    const call = vi.fn(async () => ok(null));
    const form = filled(call as ApiCall);
    expect(await form.send()).toBe(true);
    expect(call).toHaveBeenCalledWith('PUT', '/users/me/password', {
      current: 'l’ancien secret',
      password: 'phare mangue 42',
    });
    expect([form.current, form.password]).toEqual(['', '']);
  });

  it('is not sent without the present one, or when it is too short', async () => {
    const call = vi.fn(async () => ok(null));
    const form = Object.assign(new OwnPassword(call as ApiCall), { password: 'court' });
    expect(await form.send()).toBe(false);
    expect(form.fields).toEqual({ current: auth.ownPassword.missing, password: auth.ownPassword.short });
    expect(call).not.toHaveBeenCalled();
  });

  it('stays in the form when the server refuses it, with the server’s sentence, or when it is away', async () => {
    const fields = { password: 'Ce mot de passe est trop facile à deviner.' };
    const refused = { code: 'refused', status: 400, detail: 'Corrigez les champs signalés.', fields } as const;
    const form = filled((async () => fail(refused)) as ApiCall);
    expect(await form.send()).toBe(false);
    expect([form.fields, form.fault, form.password]).toEqual([fields, refused.detail, 'phare mangue 42']);
    const away = filled((async () => fail({ code: 'no-network' })) as ApiCall);
    await away.send();
    expect(away.fault).toBe(auth.ownPassword.needsNetwork);
  });
});
