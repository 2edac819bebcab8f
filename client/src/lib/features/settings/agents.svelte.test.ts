import { fail, ok } from '@digiboost/domain/shared/result';
import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { AgentCalls, Agents, keyState } from './agents.svelte.ts';
import type { AgentKey, AgentsApi, KeyDraft } from './agents-api.ts';
import { settings } from './fr.ts';

const KEY: AgentKey = {
  id: '0123456789abcdef',
  name: 'Assistant',
  scopes: ['shop:read'],
  createdBy: 'u1',
  createdAt: '2026-11-01T08:00:00.000Z',
  expiresAt: '2026-12-01T08:00:00.000Z',
  revokedAt: null,
  lastUsedAt: null,
};
const NOON = new Date('2026-11-15T12:00:00.000Z');

function anApi(isOnline = true) {
  const made: KeyDraft[] = [];
  const away = () => fail({ code: 'no-network' } as const);
  const api: AgentsApi = {
    list: async () => (isOnline ? ok([KEY]) : away()),
    create: async (draft) => {
      made.push(draft);
      return isOnline ? ok({ key: { ...KEY, id: 'new', ...draft }, secret: 'dgb_secret' }) : away();
    },
    revoke: async () => (isOnline ? ok({ ...KEY, revokedAt: NOON.toISOString() }) : away()),
    calls: async () => away(),
  };
  return { agents: new Agents(api), made };
}

it('makes a key that reads alone unless it is asked to prepare orders, and shows its secret once', async () => {
  const { agents, made } = anApi();
  await agents.load();
  agents.begin();
  agents.name = ' Claude ';
  agents.days = '30';
  expect(await agents.create()).toBe(true);
  expect([agents.secret, agents.list?.map(({ id }) => id)]).toEqual(['dgb_secret', ['new', KEY.id]]);
  agents.begin();
  expect(agents.secret).toBeNull();
  agents.name = 'Achats';
  agents.mayDraft = true;
  await agents.create();
  expect(made).toEqual([
    { name: 'Claude', scopes: ['shop:read'], days: 30 },
    { name: 'Achats', scopes: ['shop:read', 'orders:draft'], days: 90 },
  ]);
});

it('says what is missing without asking the server', async () => {
  const { agents, made } = anApi();
  agents.begin();
  agents.days = '400';
  expect(await agents.create()).toBe(false);
  expect(agents.fields).toEqual({ name: settings.agents.faults.name, days: settings.agents.faults.days });
  expect(made).toEqual([]);
});

it('ends a key at once, and says when there is no network', async () => {
  const { agents } = anApi();
  await agents.load();
  expect(await agents.revoke(KEY.id)).toBe(true);
  expect(agents.list?.map((key) => keyState(key, NOON))).toEqual(['revoked']);
  expect(keyState(KEY, NOON)).toBe('active');
  expect(keyState(KEY, new Date('2027-01-01T00:00:00.000Z'))).toBe('expired');
  const { agents: offline } = anApi(false);
  await offline.load();
  expect(offline.fault).toBe(settings.agents.needsNetwork);
});

it('shows what assistants asked page by page, and keeps what is shown when the network goes', async () => {
  const call = (title: string) =>
    ({ at: NOON.toISOString(), keyId: KEY.id, keyName: 'Claude', tool: 't', title, rows: 3, outcome: 'done' }) as const;
  let isOnline = true;
  const asked: (string | null)[] = [];
  const calls = new AgentCalls({
    async calls(after) {
      asked.push(after);
      if (!isOnline) return fail({ code: 'no-network' });
      return ok(
        after === null ? { calls: [call('État du stock')], next: 'a' } : { calls: [call('Caisse')], next: null },
      );
    },
  });
  await calls.more();
  expect([calls.list?.length, calls.hasMore]).toEqual([1, true]);
  isOnline = false;
  await calls.more();
  expect([calls.list?.length, calls.fault]).toEqual([1, settings.agents.needsNetwork]);
  isOnline = true;
  await calls.more();
  expect(calls.list?.map(({ title }) => title)).toEqual(['État du stock', 'Caisse']);
  expect([calls.hasMore, calls.fault, asked]).toEqual([false, '', [null, 'a', 'a']]);
});

it('asks for one page when the list opens, whatever comes of it', async () => {
  let asked = 0;
  const calls = new AgentCalls({
    async calls() {
      asked += 1;
      return asked % 2 === 1 ? fail({ code: 'no-network' }) : ok({ calls: [], next: 'a' });
    },
  });
  const stop = $effect.root(() => {
    $effect(() => {
      void calls.more();
    });
  });
  for (let turn = 0; turn < 10; turn += 1) {
    flushSync();
    await Promise.resolve();
  }
  expect([asked, calls.fault]).toEqual([1, settings.agents.needsNetwork]);
  stop();
});
