import { must } from '@digiboost/domain/shared/must';
import { describe, expect, it } from 'vitest';
import { signAccessToken } from './accounts/access-token.ts';
import type { User } from './accounts/user-document.ts';
import { type Operation, problemsOf } from './http/operation.ts';
import { listenHere } from './notify/testing/loopback-server.ts';
import { OPERATIONS } from './operations.ts';
import { bareApp } from './testing/bare-app.ts';
import { pathOf } from './testing/every-call.ts';
import { send } from './testing/world.ts';

const OF_API = OPERATIONS.filter(({ base }) => base === undefined);
const GUARDED = OF_API.filter(({ callers }) => callers !== 'anybody');

describe('a server whose database', () => {
  const caller: User = {
    id: 'demo-1',
    email: 'awa@exemple.sn',
    name: 'Awa',
    role: 'admin',
    tenantId: 'demo',
    isActive: true,
    whatsapp: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };

  async function codesOf(options: Parameters<typeof bareApp>[0], operations: readonly Operation[]): Promise<unknown[]> {
    const { app, services } = await bareApp(options);
    const server = await listenHere(app);
    const token = signAccessToken(services.key, caller, 'session', new Date());
    const codes: unknown[] = [];
    for (const of of operations) {
      codes.push((await send(server.url, of.method.toUpperCase(), pathOf(of), { token })).body.code);
    }
    await server.close();
    return [...new Set(codes)];
  }

  it('does not answer says so, and when to come back', async () => {
    expect(await codesOf({}, GUARDED)).toEqual(['database-unavailable']);
    const { app } = await bareApp();
    const server = await listenHere(app);
    expect((await send(server.url, 'GET', '/ready')).status).toBe(503);
    await server.close();
  });

  it('answers what nobody understands tells of an error, and lives on', async () => {
    const couch = await listenHere((_req, res) => res.writeHead(418, { 'content-type': 'application/json' }).end('{}'));
    const couchUrl = couch.url.replace('//', '//a:b@');
    expect(await codesOf({ couchUrl }, GUARDED)).toEqual(['internal-error']);
    await couch.close();
  });

  it('is asked too often by one address refuses, whatever is asked', async () => {
    const limits = { requestsPerMinute: 1, failedLogins: 5 };
    const [first] = OPERATIONS.filter(({ id }) => id === 'logout');
    const codes = await codesOf({ limits }, [must(first), ...OF_API]);
    expect(codes).toEqual([undefined, 'too-many-requests']);
    expect(OF_API.every((of) => problemsOf(of).includes('too-many-requests'))).toBe(true);
  });
});
