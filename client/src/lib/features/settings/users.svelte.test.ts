import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it } from 'vitest';
import { settings } from './fr.ts';
import { UserForm } from './users.svelte.ts';
import type { NewUser, ShopUser, UserChanges, UsersApi } from './users-api.ts';

const AWA: ShopUser = {
  id: 'u1',
  name: 'Awa',
  email: 'awa@boutique.sn',
  role: 'user',
  whatsapp: null,
  isActive: true,
  tenantId: 'demo',
  createdAt: '2026-03-01T08:00:00.000Z',
};

function anApi() {
  const created: NewUser[] = [];
  const changed: UserChanges[] = [];
  const api: UsersApi = {
    list: async () => ok([AWA]),
    create: async (draft) => {
      created.push(draft);
      return draft.email === AWA.email
        ? fail({
            code: 'refused',
            status: 409,
            detail: 'Déjà pris.',
            fields: { email: 'Cet e-mail a déjà un compte.' },
          })
        : ok({ ...AWA, ...draft, whatsapp: draft.whatsapp ?? null });
    },
    change: async (_id, draft) => {
      changed.push(draft);
      return ok({ ...AWA, ...draft });
    },
  };
  return { api, created, changed };
}

describe('the form of a person', () => {
  it('says field by field what is missing, without asking the server', async () => {
    const { api, created } = anApi();
    const form = new UserForm(api, null);
    form.whatsapp = '12';
    expect(await form.send()).toBeNull();
    expect(Object.keys(form.fields).sort()).toEqual(['email', 'name', 'password', 'whatsapp']);
    expect(form.fields.email).toBe(settings.users.faults.email);
    expect(created).toEqual([]);
  });

  it('sends what is complete, and shows the server’s answer beside its field', async () => {
    const { api, created } = anApi();
    const form = new UserForm(api, null);
    Object.assign(form, {
      name: 'Moussa',
      email: 'awa@boutique.sn',
      password: 'caisse et tambour',
      whatsapp: '77 123 45 67',
    });
    expect(await form.send()).toBeNull();
    expect(form.fields.email).toMatch(/déjà/);
    form.email = 'moussa@boutique.sn';
    expect(await form.send()).toMatchObject({ name: 'Moussa' });
    expect(created.at(-1)).toMatchObject({ email: 'moussa@boutique.sn', whatsapp: '+221771234567' });
    expect(form.fields).toEqual({});
  });

  it('keeps the password when none is typed, and refuses a short one', async () => {
    const { api, changed } = anApi();
    const form = new UserForm(api, AWA);
    form.password = 'court';
    expect(await form.send()).toBeNull();
    expect(form.fields).toEqual({ password: settings.users.faults.password });
    form.password = '';
    form.name = 'Awa Ndiaye';
    expect(await form.send()).toMatchObject({ name: 'Awa Ndiaye' });
    expect(changed).toEqual([{ name: 'Awa Ndiaye' }]);
  });
});
