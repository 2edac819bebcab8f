import { beforeAll, describe, expect, test } from 'vitest';
import type { Workbench } from './workbench.ts';

/** Who a token makes of its bearer, and how bad tokens are answered. */
export function describeTokens(bench: () => Workbench): void {
  describe('tokens', () => {
    let database = '';
    beforeAll(async () => {
      database = await bench().database();
    });
    const get = (auth: string | null) => bench().ask('GET', `/${database}`, { auth });

    test('a member reads', async () => {
      const answer = await get(await bench().token({ roles: [database] }));
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ db_name: database, doc_count: 0 });
    });

    test('the session names the bearer and the roles', async () => {
      const auth = await bench().token({ name: 'u-modou', roles: ['x:user'] });
      const answer = await bench().ask('GET', '/_session', { auth });
      expect(answer.body).toMatchObject({ ok: true, userCtx: { name: 'u-modou', roles: ['x:user'] } });
    });

    test.each<[string, (roles: string[]) => Promise<string | null>, number, string]>([
      ['no token', async () => null, 401, 'unauthorized'],
      ['another role', () => bench().token({ roles: ['someone:else'] }), 403, 'forbidden'],
      ['no role', () => bench().token(), 403, 'forbidden'],
      ['an expired token', (roles) => bench().token({ roles, expiresIn: -10 }), 401, 'unauthorized'],
      ['a token without end', (roles) => bench().token({ roles, expiresIn: null }), 400, 'bad_request'],
      ['a foreign signature', async (roles) => (await bench().forged(roles)).foreign, 400, 'bad_request'],
      ['alg none', async (roles) => (await bench().forged(roles)).unsigned, 400, 'bad_request'],
      [
        'a changed payload',
        async (roles) => tampered(await bench().token({ roles: ['x'] }), roles),
        400,
        'bad_request',
      ],
      ['no token at all behind Bearer', async () => 'Bearer nothing', 400, 'bad_request'],
      ['a wrong password', async () => `Basic ${btoa('admin:wrong')}`, 401, 'unauthorized'],
      ['an unknown user', async () => `Basic ${btoa('nobody:wrong')}`, 401, 'unauthorized'],
    ])('%s', async (_name, header, status, error) => {
      const answer = await get(await header([database]));
      expect(answer.status).toBe(status);
      expect(answer.body.error).toBe(error);
    });
  });
}

function tampered(header: string, roles: string[]): string {
  const [head = '', payload = '', signature = ''] = header.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const changed = Buffer.from(JSON.stringify({ ...claims, '_couchdb.roles': roles })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}
