import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it, vi } from 'vitest';
import { apiCaller } from './api-call.ts';

const granted = async () => ok('token-1');
const answering = (status: number, body?: unknown) =>
  vi.fn<typeof fetch>(async () => new Response(body === undefined ? null : JSON.stringify(body), { status }));

it('asks in the person’s name and hands over the answer', async () => {
  const fetcher = answering(200, { users: [] });
  expect(await apiCaller(granted, fetcher)('PATCH', '/users/u1', { name: 'Awa' })).toEqual(ok({ users: [] }));
  const [path, init] = fetcher.mock.calls[0] ?? [];
  expect(path).toBe('/api/v1/users/u1');
  expect(init).toMatchObject({ method: 'PATCH', body: '{"name":"Awa"}' });
  expect(new Headers(init?.headers).get('authorization')).toBe('Bearer token-1');
});

it('takes an answer without a body', async () => {
  expect(await apiCaller(granted, answering(204))('DELETE', '/push/subscriptions', { endpoint: 'e' })).toEqual(
    ok(null),
  );
});

it('tells what the server refused, field by field', async () => {
  const problem = { detail: 'Corrigez.', errors: [{ field: 'whatsapp', detail: 'Numéro faux.' }] };
  expect(await apiCaller(granted, answering(400, problem))('PATCH', '/users/me', { whatsapp: '1' })).toEqual(
    fail({ code: 'refused', status: 400, detail: 'Corrigez.', fields: { whatsapp: 'Numéro faux.' } }),
  );
});

it('tells a lost network, an ended session and a broken server apart', async () => {
  const dead = vi.fn<typeof fetch>(async () => {
    throw new TypeError('network');
  });
  const code = async (call: ReturnType<typeof apiCaller>) => {
    const answer = await call('GET', '/channels');
    return answer.ok ? 'ok' : answer.error.code;
  };
  expect(await code(apiCaller(granted, dead))).toBe('no-network');
  expect(await code(apiCaller(async () => fail('offline'), dead))).toBe('no-network');
  expect(await code(apiCaller(async () => fail('signed-out'), dead))).toBe('signed-out');
  expect(await code(apiCaller(granted, answering(401, { detail: 'Non.' })))).toBe('signed-out');
  expect(await code(apiCaller(granted, answering(503, { detail: 'Plus tard.' })))).toBe('server-down');
  expect(await code(apiCaller(granted, answering(502)))).toBe('server-down');
});
