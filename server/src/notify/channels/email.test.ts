import { fail, ok } from '@digiboost/domain/shared/result';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../delivery.ts';
import { aMessage, nobodyListens } from '../testing/messages.ts';
import { type SmtpLoopback, startSmtpLoopback } from '../testing/smtp-loopback.ts';
import { emailChannel } from './email.ts';

/** Where nobody listens. */
let nowhere: string;
beforeAll(async () => {
  nowhere = await nobodyListens();
});

describe('e-mail', () => {
  let smtp: SmtpLoopback;
  const channel = (changes = {}) =>
    emailChannel(
      { ...smtp.config, ...changes },
      {
        linkTo: (url) => `https://boutique.example${url ?? '/alertes'}`,
        stopLink: (tenantId) => `https://boutique.example/api/v1/mail/${tenantId}`,
        fileOf: async ({ file }) =>
          file?.id === 'gone'
            ? fail({ kind: 'refused', reason: 'file-gone' })
            : ok(file ? { ...file, bytes: new TextEncoder().encode('a;b') } : null),
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
    aMessage({ channel: 'EMAIL', recipient: 'awa@boutique.sn', address: 'awa@boutique.sn', ...changes });

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
      file: { id: 'f1', name: 'état.csv', mediaType: 'text/csv' },
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
    const gone = await channel().send(toAwa({ file: { id: 'gone', name: 'a.csv', mediaType: 'text/csv' } }));
    expect([gone, smtp.emails.length]).toEqual([{ kind: 'refused', reason: 'file-gone' }, 1]);
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
