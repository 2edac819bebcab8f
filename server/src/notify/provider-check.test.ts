import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { checkProviders, notifyIn } from './provider-check.ts';
import { json } from './testing/behaviour.ts';
import { type LoopbackServer, listenHere } from './testing/loopback-server.ts';
import { startSmtpLoopback } from './testing/smtp-loopback.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A provider that answers by address, 401 to any other password than `right`; what it was asked is kept. */
async function provider(right: string, answers: Readonly<Record<string, unknown>>) {
  const asked: IncomingMessage[] = [];
  const server: LoopbackServer = await listenHere((req, res) => {
    asked.push(req);
    if (req.headers.authorization !== right) return json(res, 401, {});
    const answer = answers[(req.url ?? '').split('?')[0] ?? ''];
    json(res, answer === undefined ? 404 : 200, answer ?? {});
  });
  open.push(server);
  return { url: server.url, asked };
}

const check = async (env: Record<string, string>, business?: string) => {
  const config = notifyIn(env);
  if (config === null) throw new Error('not valid');
  return (await checkProviders(config, business)).map(({ what, state, said }) => `${what} ${state}: ${said}`);
};
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test('Twilio is asked for the account and each template, and sent nothing', async () => {
  const { url, asked } = await provider(basic('AC1:token'), {
    '/2010-04-01/Accounts/AC1.json': { status: 'active' },
    '/v1/Content/HX1/ApprovalRequests': { whatsapp: { status: 'approved' } },
    '/v1/Content/HX2/ApprovalRequests': { whatsapp: { status: 'pending' } },
  });
  const env = {
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_WHATSAPP_FROM: '+221338000000',
    TWILIO_API_URL: url,
  };
  expect((await check({ ...env, TWILIO_TEMPLATES: 'DEFAULT=HX1' })).slice(0, 2)).toEqual([
    'WhatsApp by Twilio ok: the credentials are taken',
    'WhatsApp templates ok: 1 approved',
  ]);
  expect(await check({ ...env, TWILIO_TEMPLATES: 'DEFAULT=HX1,RUPTURE=HX2,TEST=HX3' })).toContain(
    'WhatsApp templates fault: RUPTURE pending, TEST unknown to Twilio',
  );
  expect(await check(env)).toContain('WhatsApp templates fault: none is named');
  expect(await check({ ...env, TWILIO_AUTH_TOKEN: 'old' })).toEqual([
    'WhatsApp by Twilio fault: refuses the credentials (401)',
    'e-mail by SMTP unknown: not configured here',
  ]);
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('Meta is asked for the number, and for the templates of the account that is named', async () => {
  const { url } = await provider('Bearer secret', {
    '/100': { verified_name: 'Digiboost' },
    '/900/message_templates': { data: [{ name: 'alerte', status: 'APPROVED' }] },
  });
  const env = {
    META_PHONE_NUMBER_ID: '100',
    META_ACCESS_TOKEN: 'secret',
    META_APP_SECRET: 'x',
    META_VERIFY_TOKEN: 'y',
    META_API_URL: url,
    META_TEMPLATES: 'DEFAULT=alerte,RUPTURE=rupture_stock',
  };
  expect(await check(env)).toContain('WhatsApp templates unknown: whose account is not said');
  expect(await check(env, '900')).toContain('WhatsApp templates fault: RUPTURE unknown to Meta');
  expect(await check({ ...env, META_API_URL: 'http://127.0.0.1:9' })).toContain(
    'WhatsApp by Meta unknown: does not answer',
  );
});

test('the mail server is asked whether it takes the account', async () => {
  const smtp = await startSmtpLoopback();
  open.push(smtp);
  const { host, port, user = '', password = '' } = smtp.config;
  const env = { SMTP_SERVER: host, SMTP_PORT: String(port), SMTP_USER: user, FROM_EMAIL: 'alertes@exemple.sn' };
  expect(await check({ ...env, SMTP_PASSWORD: password })).toContain('e-mail by SMTP ok: the credentials are taken');
  expect(await check({ ...env, SMTP_PASSWORD: 'old' })).toContain('e-mail by SMTP fault: refuses us (535)');
  expect(smtp.emails).toEqual([]);
  expect(notifyIn({ SMTP_SERVER: '', TWILIO_WHATSAPP_FROM: 'x' })).toBeNull();
});
