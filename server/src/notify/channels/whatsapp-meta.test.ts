import { ok } from '@digiboost/domain/shared/result';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aMessage, nobodyListens } from '../testing/messages.ts';
import { type MetaLoopback, startMetaLoopback } from '../testing/meta-loopback.ts';
import { metaChannel } from './whatsapp-meta.ts';

const now = () => new Date();

/** Where nobody listens. */
let nowhere: string;
beforeAll(async () => {
  nowhere = await nobodyListens();
});

describe('WhatsApp by Meta', () => {
  let meta: MetaLoopback;
  let isOpen = false;
  const channel = (changes = {}) =>
    metaChannel(
      { ...meta.config, ...changes },
      {
        isWindowOpen: async () => isOpen,
        fileOf: async ({ file }) => ok(file ? { ...file, bytes: new TextEncoder().encode('%PDF') } : null),
        fileLink: ({ file }) => (file ? `https://boutique.example/api/v1/files/${file.id}` : null),
        now,
      },
    );
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
    const sent = aMessage();
    expect(await channel().send(sent)).toEqual({ kind: 'sent', messageId: 'wamid.1', asText: false });
    expect(meta.messages).toMatchObject([
      { type: 'template', template: 'rupture_stock', body: 'Riz 25 kg\n0\nsac', reference: sent.key },
    ]);
  });

  it('writes free text within the 24 hours, and the template when Meta finds them over', async () => {
    isOpen = true;
    meta.script((n) => (n === 1 ? { status: 400, code: 131_047 } : 'accept'));
    expect(await channel().send(aMessage())).toMatchObject({ kind: 'sent', asText: false });
    expect(meta.messages.map(({ type }) => type)).toEqual(['template']);
    await channel().send(aMessage());
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
    expect(await channel().send(aMessage())).toEqual(outcome);
  });

  it('puts buttons below an answer in free text, and none into a template', async () => {
    const content = { title: 'Réponse', text: '*CA* : 1 000 F', variables: [], buttons: ['Ruptures', 'Caisse'] };
    await channel().send(aMessage({ alertType: 'REPLY', content }));
    expect(meta.messages[0]).toMatchObject({
      type: 'interactive',
      body: '*CA* : 1 000 F',
      buttons: ['Ruptures', 'Caisse'],
    });
    await channel().send(aMessage({ alertType: 'REPLY', content: { ...content, buttons: [] } }));
    await channel().send(aMessage({ content }));
    expect(meta.messages.slice(1).map(({ type, buttons }) => [type, buttons])).toEqual([
      ['text', []],
      ['template', []],
    ]);
  });

  const report = () =>
    aMessage({
      alertType: 'REPORT',
      content: { title: 'Inventaire', text: '*Inventaire*', variables: ['Inventaire', 'Awa'] },
      file: { id: 'f1', name: 'inventaire.pdf', mediaType: 'application/pdf' },
    });

  it('brings a document under the text, above its own template, and as a link where the template has no place', async () => {
    isOpen = true;
    await channel().send(report());
    expect(meta.messages[0]).toMatchObject({ type: 'document', document: 'inventaire.pdf', body: '*Inventaire*' });
    isOpen = false;
    await channel({ templates: { REPORT: 'rapport' } }).send(report());
    expect(meta.messages[1]).toMatchObject({
      template: 'rapport',
      document: 'inventaire.pdf',
      body: 'Inventaire\nAwa',
    });
    await channel().send(report());
    expect(meta.messages[2]).toMatchObject({ template: 'alerte', document: undefined });
    expect(meta.messages[2]?.body).toContain('https://boutique.example/api/v1/files/f1');
  });

  it('knows that nothing was sent where nobody listens', async () => {
    expect(await channel({ apiUrl: nowhere }).send(aMessage())).toEqual({
      kind: 'later',
      reason: 'no-answer',
    });
  });
});
