import { fail, ok } from '@digiboost/domain/shared/result';
import { describe, expect, it, vi } from 'vitest';
import { httpAuthApi } from './auth-api.ts';

const KEY = 'k'.repeat(64);
const user = { id: 'u', email: 'a@b.sn', name: 'Awa', role: 'admin', tenantId: 'demo', shopName: 'Boutique' };
const answering = (status: number, body: unknown = null, headers: Record<string, string> = {}) =>
  httpAuthApi(vi.fn(async () => Response.json(body, { status, headers })));

describe('the server’s answers to a sign-in', () => {
  it('reads a grant', async () => {
    const body = { accessToken: 't', expiresIn: 900, user };
    expect(await answering(200, body).login('a@b.sn', 'x', KEY)).toEqual(ok(body));
  });

  it.each([
    [401, 'wrong-password'],
    [400, 'wrong-password'],
    [500, 'server-down'],
    [502, 'server-down'],
  ] as const)('%i is %s', async (status, code) => {
    expect(await answering(status, { code: 'any' }).login('a@b.sn', 'x', KEY)).toEqual(
      fail({ code, retryAfterMs: null }),
    );
  });

  it('tells a closed account from a request refused for another reason', async () => {
    const closed = answering(403, { code: 'account-disabled' });
    expect(await closed.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'disabled', retryAfterMs: null }));
    expect(await closed.refresh({ key: KEY, next: 'l'.repeat(64) })).toEqual(fail('signed-out'));
    const foreign = answering(403, { code: 'origin-refused' });
    expect(await foreign.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'server-down', retryAfterMs: null }));
    expect(await foreign.refresh({ key: KEY, next: 'l'.repeat(64) })).toEqual(fail('offline'));
  });

  it('says how long to wait after too many tries', async () => {
    const api = answering(429, {}, { 'retry-after': '120' });
    expect(await api.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'too-many', retryAfterMs: 120_000 }));
    // By the server's clock: the phone's may be years behind.
    const dated = { 'retry-after': 'Tue, 01 Dec 2020 10:02:00 GMT', date: 'Tue, 01 Dec 2020 10:00:00 GMT' };
    const later = answering(429, {}, dated);
    expect(await later.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'too-many', retryAfterMs: 120_000 }));
  });

  it('takes an answer it does not understand for a server that is down', async () => {
    const code = 'server-down';
    expect(await answering(200, { hello: 1 }).login('a@b.sn', 'x', KEY)).toEqual(fail({ code, retryAfterMs: null }));
  });

  it('refuses an account without a shop', async () => {
    const platform = { ...user, role: 'platform', tenantId: null };
    const api = answering(200, { accessToken: 't', expiresIn: 900, user: platform });
    expect(await api.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'not-a-shop', retryAfterMs: null }));
  });

  it('knows no network from a refusal', async () => {
    const cut = httpAuthApi(vi.fn(async () => Promise.reject(new TypeError('failed'))));
    expect(await cut.login('a@b.sn', 'x', KEY)).toEqual(fail({ code: 'no-network', retryAfterMs: null }));
    expect(await cut.refresh({ key: KEY, next: 'l'.repeat(64) })).toEqual(fail('offline'));
    expect(await cut.logout()).toBe(false);
    expect(await answering(401).refresh({ key: KEY, next: 'l'.repeat(64) })).toEqual(fail('signed-out'));
    expect(await answering(503).refresh({ key: KEY, next: 'l'.repeat(64) })).toEqual(fail('offline'));
    expect(await answering(401).logout()).toBe(true);
  });
});
