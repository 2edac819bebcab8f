import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateSigningKeyPem } from './accounts/signing-key.ts';
import { readConfig } from './config.ts';

const pem = generateSigningKeyPem();
const valid = { COUCHDB_URL: 'http://admin:secret@127.0.0.1:5984', JWT_PRIVATE_KEY: pem };

describe('readConfig', () => {
  it('needs CouchDB and the key, and fills the rest in', () => {
    const config = readConfig(valid);
    expect(config).toMatchObject({
      ok: true,
      value: {
        port: 3000,
        host: '127.0.0.1',
        couchUrl: 'http://admin:secret@127.0.0.1:5984',
        trustProxy: false,
        logLevel: 'info',
        limits: { requestsPerMinute: 100, failedLogins: 5 },
        model: null,
      },
    });
  });

  it('reads which model answers free questions', () => {
    const MODEL = { MODEL_URL: 'https://model.example/v1/', MODEL_NAME: 'petit', MODEL_KEY: 'k' };
    const model = { url: 'https://model.example/v1', name: 'petit', key: 'k' };
    expect(readConfig({ ...valid, ...MODEL })).toMatchObject({ ok: true, value: { model } });
    expect(readConfig({ ...valid, MODEL_URL: 'model' })).toMatchObject({ ok: false });
  });

  it('reads every variable; an empty one counts as absent', () => {
    const config = readConfig({
      ...valid,
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://boutique.example',
      LOG_LEVEL: 'warn',
      TRUST_PROXY: '1',
      JWT_KID: 'k1',
      RATE_LIMIT_PER_MINUTE: '',
    });
    expect(config).toMatchObject({
      ok: true,
      value: { port: 8080, host: '0.0.0.0', publicUrl: 'https://boutique.example', trustProxy: 1, jwtKid: 'k1' },
    });
    expect(readConfig({ ...valid, TRUST_PROXY: '10.0.0.1, 10.0.0.2' })).toMatchObject({
      value: { trustProxy: '10.0.0.1, 10.0.0.2' },
    });
  });

  it('has no channel unless its provider is given, whole', () => {
    expect(readConfig(valid)).toMatchObject({
      value: { notify: { whatsapp: null, smtp: null, push: null, localOutbox: false } },
    });
    const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_WHATSAPP_FROM: '+221338000000' };
    expect(readConfig({ ...valid, ...twilio, TWILIO_TEMPLATES: 'RUPTURE=HX1, DEFAULT=HX2' })).toMatchObject({
      value: { notify: { whatsapp: { provider: 'twilio', templates: { RUPTURE: 'HX1', DEFAULT: 'HX2' } } } },
    });
    const meta = {
      META_PHONE_NUMBER_ID: '1',
      META_ACCESS_TOKEN: 'a',
      META_APP_SECRET: 's',
      META_VERIFY_TOKEN: 'v',
    };
    expect(readConfig({ ...valid, ...meta })).toMatchObject({
      value: { notify: { whatsapp: { provider: 'meta', language: 'fr', apiUrl: expect.stringMatching(/^https:/) } } },
    });
    expect(readConfig({ ...valid, ...twilio, ...meta })).toMatchObject({
      ok: false,
      error: ['Choose one of TWILIO_… and META_…, not both.'],
    });
    const others = {
      SMTP_SERVER: 'smtp.exemple.sn',
      FROM_EMAIL: 'Alertes <a@exemple.sn>',
      VAPID_PRIVATE_KEY: 'k'.repeat(43),
      LOCAL_OUTBOX: '1',
    };
    expect(readConfig({ ...valid, ...others })).toMatchObject({
      value: {
        notify: {
          smtp: { host: 'smtp.exemple.sn', port: 587, from: 'Alertes <a@exemple.sn>' },
          push: { subject: 'mailto:a@exemple.sn' },
          localOutbox: true,
        },
      },
    });
  });

  it('takes the key from a file, or on one line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'key-'));
    const file = join(folder, 'key.pem');
    await writeFile(file, pem);
    const { JWT_PRIVATE_KEY: _, ...rest } = valid;
    expect(readConfig({ ...rest, JWT_PRIVATE_KEY_FILE: file })).toMatchObject({
      ok: true,
      value: { jwtPrivateKey: pem },
    });
    await rm(folder, { recursive: true });
    expect(readConfig({ ...rest, JWT_PRIVATE_KEY: pem.replaceAll('\n', '\\n') })).toMatchObject({
      value: { jwtPrivateKey: pem },
    });
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

  it.each([
    [{ COUCHDB_URL: undefined }, 'COUCHDB_URL'],
    [{ COUCHDB_URL: 'couchdb' }, 'COUCHDB_URL'],
    [{ COUCHDB_URL: 'http://127.0.0.1:5984' }, 'COUCHDB_URL must hold a user and a password.'],
    [{ COUCHDB_URL: 'http://a:b@127.0.0.1:5984/control' }, 'COUCHDB_URL must not hold a path.'],
    [{ PORT: 'trois mille' }, 'PORT must be a number.'],
    [{ PORT: '70000' }, 'PORT must be at most 65535.'],
    [{ PUBLIC_URL: 'boutique.example' }, 'PUBLIC_URL'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
    [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY must be'],
    [{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' }, 'TWILIO_WHATSAPP_FROM is missing.'],
    [{ TWILIO_WHATSAPP_FROM: '77 123' }, 'TWILIO_WHATSAPP_FROM must be a number'],
    [{ META_ACCESS_TOKEN: 'a' }, 'META_PHONE_NUMBER_ID, META_APP_SECRET, META_VERIFY_TOKEN is missing.'],
    [{ TWILIO_TEMPLATES: 'RUPTURE' }, 'TWILIO_TEMPLATES must be such as'],
    [{ SMTP_SERVER: 'smtp.exemple.sn' }, 'FROM_EMAIL is missing.'],
    [{ VAPID_PRIVATE_KEY: 'court' }, 'VAPID_PRIVATE_KEY must be 32 bytes'],
    [{ JWT_PRIVATE_KEY: undefined }, 'JWT_PRIVATE_KEY or JWT_PRIVATE_KEY_FILE is missing.'],
    [{ JWT_PRIVATE_KEY: undefined, JWT_PRIVATE_KEY_FILE: 'absent.pem' }, 'JWT_PRIVATE_KEY_FILE cannot be read.'],
    [{ JWT_PRIVATE_KEY: 'secret' }, 'JWT_PRIVATE_KEY must be an EC P-256 private key in PEM.'],
    [{ JWT_PRIVATE_KEY: rsa.toString() }, 'JWT_PRIVATE_KEY must be an EC P-256 private key in PEM.'],
    [{ JWT_PRIVATE_KEY: p384.toString() }, 'JWT_PRIVATE_KEY must be an EC P-256 private key in PEM.'],
  ])('says in one sentence what is wrong with %j', (wrong, sentence) => {
    const config = readConfig({ ...valid, ...wrong });
    expect(config.ok).toBe(false);
    if (config.ok) return;
    expect(config.error).toHaveLength(1);
    expect(config.error[0]).toContain(sentence);
    expect(config.error[0]).toMatch(/^[^.]+.*\.$/);
    expect(config.error[0]).not.toContain('secret@');
  });

  it('names every fault at once', () => {
    const config = readConfig({ ...valid, PORT: 'x', LOG_LEVEL: 'y' });
    expect(config.ok ? [] : config.error).toHaveLength(2);
  });
});
