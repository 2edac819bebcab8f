import { ok } from '@digiboost/domain/shared/result';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aMessage, nobodyListens } from '../testing/messages.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../testing/twilio-loopback.ts';
import { twilioChannel } from './whatsapp-twilio.ts';

const now = () => new Date();

/** Where nobody listens. */
let nowhere: string;
beforeAll(async () => {
  nowhere = await nobodyListens();
});

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
        fileOf: async () => ok(null),
        fileLink: ({ file }) => (file ? `https://boutique.example/api/v1/files/${file.id}` : null),
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
    const sent = aMessage({ content: { title: 'T', text: 'x', variables: ['Riz\n25 kg', '', '3'] } });
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
      aMessage({ alertType: 'DORMANT', content: { title: 'Titre', text: 'A\nB', variables: ['x'] } }),
    );
    expect(twilio.messages[0]).toMatchObject({ contentSid: 'HXdefault', variables: { 1: 'Titre', 2: 'A · B' } });
    const outcome = await channel({ templates: {} }).send(aMessage());
    expect(outcome).toEqual({ kind: 'refused', reason: 'template-missing' });
    expect(twilio.messages).toHaveLength(1);
  });

  const report = () =>
    aMessage({
      alertType: 'REPORT',
      content: { title: 'Inventaire', text: '*Inventaire*', variables: ['Inventaire', 'Awa'] },
      file: { id: 'f1', name: 'inventaire.pdf', mediaType: 'application/pdf' },
    });

  it('brings a file by its link: with the text, or in the template', async () => {
    const link = 'https://boutique.example/api/v1/files/f1';
    isOpen = true;
    await channel().send(report());
    expect(twilio.messages[0]).toMatchObject({ body: '*Inventaire*', mediaUrl: link });
    isOpen = false;
    await channel({ templates: { REPORT: 'HXreport' } }).send(report());
    expect(twilio.messages[1]).toMatchObject({
      variables: { 1: 'Inventaire', 2: 'Awa', 3: link },
      mediaUrl: undefined,
    });
    await channel().send(report());
    expect(twilio.messages[2]?.variables[2]).toContain(link);
  });

  it('writes free text only within 24 hours of an answer', async () => {
    isOpen = true;
    await channel().send(aMessage());
    expect(twilio.messages[0]).toMatchObject({ contentSid: undefined, body: '*Rupture*\nRiz 25 kg' });
    await channel().send(aMessage({}, true));
    expect(twilio.messages[1]?.contentSid).toBe('HXrupture');
    await channel().send(aMessage({ content: { title: 'T', text: 'é'.repeat(2000), variables: [] } }));
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
    expect(await channel().send(aMessage())).toEqual(outcome);
  });

  it('knows that nothing was sent where nobody listens, and refuses wrong credentials', async () => {
    expect(await channel({ apiUrl: nowhere }).send(aMessage())).toEqual({ kind: 'later', reason: 'no-answer' });
    const stranger = channel({ authToken: 'wrong' });
    expect(await stranger.send(aMessage())).toEqual({ kind: 'later', reason: 'credentials-refused' });
    expect(twilio.messages).toEqual([]);
  });

  it('finds what it sent though the answer was lost, and nothing else', async () => {
    const before = now();
    const lost = aMessage({ content: { title: 'T', text: 'a', variables: ['Savon 400 g', 'Stock : 3'] } });
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'absent' });
    twilio.script(() => 'lose-answer');
    await channel().send(lost);
    const sid = twilio.messages[0]?.sid ?? '';
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'sent', messageId: sid });
    const another = aMessage({ content: { title: 'T', text: 'a', variables: ['Savon 400 g', 'Stock : 4'] } });
    expect(await channel().find?.(another, before)).toEqual({ kind: 'absent' });
    const elsewhere = aMessage({ ...lost.delivery, address: '+221770000001' });
    expect(await channel().find?.(elsewhere, before)).toEqual({ kind: 'absent' });
    expect(await channel().find?.(lost, new Date(before.getTime() + 3_600_000))).toEqual({ kind: 'absent' });
    known.add(sid);
    expect(await channel().find?.(lost, before)).toEqual({ kind: 'absent' });
    expect(await channel({ apiUrl: nowhere }).find?.(lost, before)).toEqual({ kind: 'unreachable' });
  });
});
