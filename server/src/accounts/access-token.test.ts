import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAccessToken, signAccessToken } from './access-token.ts';
import { generateSigningKeyPem, loadSigningKey, type SigningKey } from './signing-key.ts';
import type { User } from './user-document.ts';

const NOW = new Date('2026-03-02T08:00:00.500Z');
const SESSION = 'AAAAAAAAAAAAAAAAAAAAAA';
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const awa: User = {
  id: 'demo-awa',
  email: 'awa@demo.sn',
  name: 'Awa Gérante',
  role: 'admin',
  tenantId: 'demo',
  isActive: true,
  whatsapp: null,
  createdAt: NOW.toISOString(),
};

let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  key = await loadSigningKey(generateSigningKeyPem());
  other = await loadSigningKey(generateSigningKeyPem(), key.kid);
});

describe('an access token', () => {
  it('says whose it is and for how long, and CouchDB what it may do', () => {
    const token = signAccessToken(key, awa, SESSION, NOW);
    expect(readAccessToken(key, token, NOW)).toEqual({
      userId: 'demo-awa',
      tenantId: 'demo',
      sessionId: SESSION,
      until: Date.parse('2026-03-02T08:15:00.000Z'),
    });
    expect(jwt.decode(token, { complete: true })).toMatchObject({
      header: { alg: 'ES256', typ: 'JWT', kid: key.kid },
      payload: { sub: 'demo-awa', '_couchdb.roles': ['demo:admin'], iat: 1_772_438_400, exp: 1_772_439_300 },
    });
  });

  it('of the platform is no shop’s', () => {
    const token = signAccessToken(key, { ...awa, role: 'platform', tenantId: null }, SESSION, NOW);
    expect(readAccessToken(key, token, NOW)).toMatchObject({ tenantId: null });
    expect(jwt.decode(token)).toMatchObject({ '_couchdb.roles': [] });
  });

  it('is over to the second', () => {
    const token = signAccessToken(key, awa, SESSION, NOW);
    expect(readAccessToken(key, token, later(899))).not.toBeNull();
    expect(readAccessToken(key, token, later(900))).toBeNull();
  });

  it('is refused when another key signed it, by another way, or when it lacks a claim', () => {
    const token = signAccessToken(key, awa, SESSION, NOW);
    const [header = '', payload = ''] = token.split('.');
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encoded({ alg: 'none', typ: 'JWT' })}.${payload}.`;
    // The public key is known to everybody: it must not serve as a secret.
    const body = `${encoded({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${payload}`;
    const confused = `${body}.${createHmac('sha256', key.publicKeyPem).update(body).digest('base64url')}`;
    const signed = (claims: object) => jwt.sign(claims, key.privateKey, { algorithm: 'ES256' });
    const { iat, exp } = jwt.decode(token) as { iat: number; exp: number };
    const whole = { sub: 'demo-awa', tenant: 'demo', role: 'admin', sid: SESSION, jti: 'x', iat, exp };
    expect(readAccessToken(key, signed(whole), NOW)).not.toBeNull();
    for (const claim of ['sub', 'role', 'sid', 'jti', 'exp'] as const) {
      const { [claim]: _gone, ...rest } = whole;
      expect(readAccessToken(key, signed(rest), NOW)).toBeNull();
    }
    for (const wrong of [
      signAccessToken(other, awa, SESSION, NOW),
      unsigned,
      confused,
      `${header}.${payload}.`,
      '',
      'a.b.c',
    ]) {
      expect(readAccessToken(key, wrong, NOW)).toBeNull();
    }
  });
});
