import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../http/log.ts';
import type { PushTarget } from '../push/push-subscriptions.ts';
import type { Message } from './channel.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import { emailChannel } from './email.ts';
import { localChannel, missingChannel } from './local.ts';
import { pushChannel } from './push.ts';
import { aDelivery } from './testing/bench.ts';
import { listenHere } from './testing/loopback-server.ts';
import { type MetaLoopback, startMetaLoopback } from './testing/meta-loopback.ts';
import { type PushLoopback, startPushLoopback } from './testing/push-loopback.ts';
import { type SmtpLoopback, startSmtpLoopback } from './testing/smtp-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from './testing/twilio-loopback.ts';
import { metaChannel } from './whatsapp-meta.ts';
import { twilioChannel } from './whatsapp-twilio.ts';

const now = () => new Date();

/** An address of this machine at which nobody listens. */
let nowhere: string;
beforeAll(async () => {
  const server = await listenHere((_req, res) => res.end());
  nowhere = server.url;
  await server.close();
});

const message = (changes: Partial<Delivery> = {}, templateOnly = false): Message => {
  const delivery = aDelivery(now(), changes);
  return { delivery, key: deliveryKey(delivery.id), templateOnly };
};

describe('WhatsApp by Twilio', () => {
  let twilio: TwilioLoopback;
  let isOpen = false;
  let known = new Set<string>();
  const channel = (changes = {}) =>
    twilioChannel(
      { ...twilio.config, ...changes },
      {
        isWindowOpen: async () => isOpen,
        callbackUrl: () => 'https://boutique.example',
        knownMessages: async () => known,
        now,
      },
    );
  beforeAll(async () => {
    twilio = await startTwilioLoopback();
  });
  afterAll(() => twilio.close());
  beforeEach(() => {
    twilio.script(() => 'accept');
    twilio.messages.length = 0;
    isOpen = false;
    known = new Set();
  });

  it('fills the approved template, and says where news may be told', async () => {
    const sent = message({ content: { title: 'T', text: 'x', variables: ['Riz\n25 kg', '', '3'] } });
    const outcome = await channel().send(sent);
    expect(outcome).toEqual({ kind: 'sent', messageId: twilio.messages[0]?.sid, asText: false });
    expect(twilio.messages).toMatchObject([
      {
        to: sent.delivery.address,
        contentSid: 'HXrupture',
        variables: { 1: 'Riz · 25 kg', 2: '—', 3: '3' },
        statusCallback: `https://boutique.example/api/v1/webhooks/twilio/status?delivery=${sent.key}`,
      },
    ]);
  });

  it('takes the template for all where a type has none, and none at all is said', async () => {
    await channel().send(
      message({ alertType: 'DORMANT', content: { title: 'Titre', text: 'A\nB', variables: ['x'] } }),
    );
    expect(twilio.messages[0]).toMatchObject({ contentSid: 'HXdefault', variables: { 1: 'Titre', 2: 'A · B' } });
    const outcome = await channel({ templates: {} }).send(message());
    expect(outcome).toEqual({ kind: 'refused', reason: 'template-missing' });
    expect(twilio.messages).toHaveLength(1);
  });

  it('writes free text only within 24 hours of an answer', async () => {
    isOpen = true;
    await channel().send(message());
    expect(twilio.messages[0]).toMatchObject({ contentSid: undefined, body: '*Rupture*\nRiz 25 kg' });
    await channel().send(message({}, true));
    expect(twilio.messages[1]?.contentSid).toBe('HXrupture');
    await channel().send(message({ content: { title: 'T', text: 'é'.repeat(2000), variables: [] } }));
    expect(twilio.messages[2]?.body).toBe(`${'é'.repeat(1599)}…`);
  });

  it.each([
    [
      { status: 429, code: 20429, retryAfter: 7 },
      { kind: 'later', reason: 'rate-limited', retryAfterMs: 7000 },
    ],
    [{ status: 503 }, { kind: 'later', reason: 'provider-down', retryAfterMs: 0 }],
    [
      { status: 500, retryAfter: 2 },
      { kind: 'later', reason: 'provider-down', retryAfterMs: 2000 },
    ],
    [{ status: 502 }, { kind: 'unknown', reason: 'no-answer' }],
    [
      { status: 401, code: 20003 },
      { kind: 'later', reason: 'credentials-refused' },
    ],
    [
      { status: 400, code: 63024 },
      { kind: 'refused', reason: 'address-refused' },
    ],
    [
      { status: 400, code: 21610 },
      { kind: 'refused', reason: 'opted-out' },
    ],
    [
      { status: 400, code: 63016 },
      { kind: 'refused', reason: 'window-closed' },
    ],
    [
      { status: 400, code: 99999 },
      { kind: 'refused', reason: 'refused' },
    ],
    ['lose-answer', { kind: 'unknown', reason: 'no-answer' }],
    ['drop', { kind: 'unknown', reason: 'no-answer' }],
  ] as const)('understands %j', async (behaviour, outcome) => {
    twilio.script(() => behaviour);
    expect(await channel().send(message())).toEqual(outcome);
  });

  it('knows that nothing was sent where nobody listens, and refuses wrong credentials', async () => {
    expect(await channel({ apiUrl: nowhere }).send(message())).toEqual({ kind: 'later', reason: 'no-answer' });
    const stranger = channel({ authToken: 'wrong' });
    expect(await stranger.send(message())).toEqual({ kind: 'later', reason: 'credentials-refused' });
    expect(twilio.messages).toEqual([]);
  });

  it('finds what it sent though the answer was lost, and nothing else', async () => {
    const before = now();
    const lost = message({ content: { title: 'T', text: 'a', variables: ['Savon 400 g', 'Stock : 3'] } });
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'absent' });
    twilio.script(() => 'lose-answer');
    await channel().send(lost);
    const sid = twilio.messages[0]?.sid ?? '';
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'sent', messageId: sid });
    const another = message({ content: { title: 'T', text: 'a', variables: ['Savon 400 g', 'Stock : 4'] } });
    expect(await channel().find?.(another, before)).toEqual({ kind: 'absent' });
    const elsewhere = message({ ...lost.delivery, address: '+221770000001' });
    expect(await channel().find?.(elsewhere, before)).toEqual({ kind: 'absent' });
    expect(await channel().find?.(lost, new Date(before.getTime() + 3_600_000))).toEqual({ kind: 'absent' });
    known.add(sid);
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'absent' });
    expect(await channel({ apiUrl: nowhere }).find?.(lost, before)).toEqual({ kind: 'unreachable' });
  });
});

describe('WhatsApp by Meta', () => {
  let meta: MetaLoopback;
  let isOpen = false;
  const channel = (changes = {}) =>
    metaChannel({ ...meta.config, ...changes }, { isWindowOpen: async () => isOpen, now });
  beforeAll(async () => {
    meta = await startMetaLoopback();
  });
  afterAll(() => meta.close());
  beforeEach(() => {
    meta.script(() => 'accept');
    meta.messages.length = 0;
    isOpen = false;
  });

  it('fills the template and carries our key', async () => {
    const sent = message();
    expect(await channel().send(sent)).toEqual({ kind: 'sent', messageId: 'wamid.1', asText: false });
    expect(meta.messages).toMatchObject([
      { type: 'template', template: 'rupture_stock', body: 'Riz 25 kg\n0\nsac', reference: sent.key },
    ]);
  });

  it('writes free text within the 24 hours, and the template when Meta finds them over', async () => {
    isOpen = true;
    meta.script((n) => (n === 1 ? { status: 400, code: 131_047 } : 'accept'));
    expect(await channel().send(message())).toMatchObject({ kind: 'sent', asText: false });
    expect(meta.messages.map(({ type }) => type)).toEqual(['template']);
    await channel().send(message());
    expect(meta.messages.map(({ type }) => type)).toEqual(['template', 'text']);
  });

  it.each([
    [
      { status: 400, code: 131_056 },
      { kind: 'later', reason: 'rate-limited', retryAfterMs: 0 },
    ],
    [
      { status: 429, retryAfter: 60 },
      { kind: 'later', reason: 'rate-limited', retryAfterMs: 60_000 },
    ],
    [
      { status: 500, code: 131_000 },
      { kind: 'later', reason: 'provider-down' },
    ],
    [{ status: 504 }, { kind: 'unknown', reason: 'provider-down' }],
    [
      { status: 401, code: 190 },
      { kind: 'later', reason: 'credentials-refused' },
    ],
    [
      { status: 400, code: 131_026 },
      { kind: 'refused', reason: 'address-refused' },
    ],
    [
      { status: 404, code: 132_001 },
      { kind: 'refused', reason: 'template-refused' },
    ],
    ['lose-answer', { kind: 'unknown', reason: 'no-answer' }],
  ] as const)('understands %j', async (behaviour, outcome) => {
    meta.script(() => behaviour);
    expect(await channel().send(message())).toEqual(outcome);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    expect(await channel({ apiUrl: nowhere }).send(message())).toEqual({
      kind: 'later',
      reason: 'no-answer',
    });
  });
});

describe('e-mail', () => {
  let smtp: SmtpLoopback;
  const channel = (changes = {}) =>
    emailChannel(
      { ...smtp.config, ...changes },
      {
        linkTo: (url) => `https://boutique.example${url ?? '/alertes'}`,
        stopLink: (tenantId) => `https://boutique.example/api/v1/mail/${tenantId}`,
      },
    );
  beforeAll(async () => {
    smtp = await startSmtpLoopback();
  });
  afterAll(() => smtp.close());
  beforeEach(() => {
    smtp.script(() => 'accept');
    smtp.emails.length = 0;
  });
  const toAwa = (changes: Partial<Delivery> = {}) =>
    message({ channel: 'EMAIL', recipient: 'awa@boutique.sn', address: 'awa@boutique.sn', ...changes });

  /** Undoes quoted-printable. */
  const readable = (raw: string) =>
    Buffer.from(
      raw
        .replaceAll('=\r\n', '')
        .replaceAll(/=([\dA-F]{2})/g, (_match, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');

  it('has text and HTML with their accents, a link, a Message-ID of its own, and the files', async () => {
    const sent = toAwa({
      content: { title: 'Alerte : rupture de Thé « Ataya »', text: '🚨 *Rupture*\nThé à la menthe', variables: [] },
      attachments: [{ filename: 'état.csv', contentType: 'text/csv', base64: Buffer.from('a;b').toString('base64') }],
    });
    const outcome = await channel().send(sent);
    expect(outcome).toEqual({ kind: 'sent', messageId: `<${sent.key}@digiboost.sn>` });
    const raw = smtp.emails[0]?.raw ?? '';
    const text = readable(raw);
    expect(smtp.emails[0]).toMatchObject({ from: 'alertes@digiboost.sn', to: ['awa@boutique.sn'] });
    expect(raw).toContain(`Message-ID: <${sent.key}@digiboost.sn>`);
    expect(raw).toMatch(/Subject: =\?UTF-8\?/i);
    expect(text).toContain('🚨 Rupture');
    expect(text).toContain('<strong>Rupture</strong><br>');
    expect(text).toContain('Thé à la menthe');
    expect(text).toContain('https://boutique.example/alertes');
    expect(raw).toContain(Buffer.from('a;b').toString('base64'));
  });

  it('says how to receive no more of them, to people and to mail programs', async () => {
    await channel().send(toAwa({ tenantId: 't1' }));
    const raw = smtp.emails[0]?.raw ?? '';
    expect(raw).toContain('List-Unsubscribe: <https://boutique.example/api/v1/mail/t1>\r\n');
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    const text = readable(raw);
    expect(text).toContain('Ne plus recevoir ces e-mails\u202f: https://boutique.example/api/v1/mail/t1');
    expect(text).toContain('<a href="https://boutique.example/api/v1/mail/t1"');
  });

  it('shows whatever a product is called as text', async () => {
    const name = '<script>alert("x")</script> & \'co\'\r\nBcc: tous@exemple.sn';
    await channel().send(toAwa({ content: { title: name, text: `*${name}*`, variables: [] } }));
    const [email] = smtp.emails;
    const text = readable(email?.raw ?? '');
    expect(email?.to).toEqual(['awa@boutique.sn']);
    expect(text.slice(text.indexOf('text/html'))).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
    expect(email?.raw.slice(0, email.raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/m);
  });

  it.each([
    [{ recipient: 550 }, { kind: 'refused', reason: 'address-refused' }],
    [{ recipient: 450 }, { kind: 'later', reason: 'provider-down' }],
    [{ data: 554 }, { kind: 'refused', reason: 'refused' }],
    [{ data: 421 }, { kind: 'later', reason: 'rate-limited' }],
    ['lose-answer', { kind: 'unknown', reason: 'no-answer' }],
  ] as const)('understands %j', async (behaviour, outcome) => {
    smtp.script(() => behaviour);
    expect(await channel().send(toAwa())).toEqual(outcome);
  });

  it('knows that nothing was sent where nobody listens, and a refused login', async () => {
    expect(await channel({ port: Number(new URL(nowhere).port) }).send(toAwa())).toEqual({
      kind: 'later',
      reason: 'no-answer',
    });
    expect(await channel({ password: 'wrong' }).send(toAwa())).toEqual({
      kind: 'later',
      reason: 'credentials-refused',
    });
  });
});

describe('notifications', () => {
  let service: PushLoopback;
  let targets: PushTarget[] = [];
  const removed: string[] = [];
  const channel = () =>
    pushChannel(service.config, {
      now,
      subscriptions: {
        of: async () => targets,
        add: async () => {},
        remove: async (_user, endpoint) => {
          removed.push(endpoint);
        },
      },
    });
  beforeAll(async () => {
    service = await startPushLoopback();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.answer(201);
    service.pushes.length = 0;
    removed.length = 0;
    targets = [service.newTarget()];
  });
  const toUser = () => message({ channel: 'PUSH', recipient: 'u-awa', address: 'u-awa' });

  it('reach every phone of the user, encrypted, under a topic that replaces itself', async () => {
    targets = [service.newTarget(), service.newTarget()];
    const sent = toUser();
    expect(await channel().send(sent)).toEqual({ kind: 'sent' });
    expect(service.pushes).toHaveLength(2);
    expect(service.pushes[0]?.headers).toMatchObject({
      topic: sent.key,
      urgency: 'high',
      'content-encoding': 'aes128gcm',
    });
    expect(service.pushes[0]?.bytes).toBeGreaterThan(100);
    expect(channel().repeatable).toBe(true);
  });

  it.each([404, 410])('forget a phone that took its consent back (%i)', async (status) => {
    service.answer(status);
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
    expect(removed).toEqual([targets[0]?.endpoint]);
  });

  it('wait for a service that is down, and say so when there is no phone', async () => {
    service.answer(503);
    expect(await channel().send(toUser())).toMatchObject({ kind: 'later' });
    targets = [];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
  });

  it('are not tried again with keys that no browser made', async () => {
    const target = service.newTarget();
    const p256dh = Buffer.alloc(65, 4).toString('base64url');
    targets = [{ ...target, keys: { ...target.keys, p256dh } }];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
    expect(removed).toEqual([target.endpoint]);
  });

  it('are never sent to an address that is no push service', async () => {
    targets = [{ ...service.newTarget(), endpoint: 'http://169.254.169.254/latest/meta-data' }];
    expect(await channel().send(toUser())).toEqual({ kind: 'refused', reason: 'no-subscription' });
  });
});

describe('a channel without a provider', () => {
  it('keeps the message in the demo, without its text in the log; elsewhere it says that it is missing', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const outcome = await localChannel('EMAIL', createLog('info', sink)).send(message());
    expect(outcome).toEqual({ kind: 'sent', reason: 'local' });
    expect(lines.join('')).not.toMatch(/Riz|\+221/);
    expect(await missingChannel('EMAIL').send(message())).toEqual({ kind: 'refused', reason: 'not-configured' });
  });
});
