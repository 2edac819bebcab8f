import type { ReportRun, ReportSchedule } from '@digiboost/domain/documents';
import { aProduct, aReportSchedule, aSale, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { businessDay } from '@digiboost/domain/shared/clock';
import { read } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { NO_CHANNELS } from '../notify/notify-config.ts';
import { type SmtpLoopback, startSmtpLoopback } from '../notify/testing/smtp-loopback.ts';
import { startTwilioLoopback, type TwilioLoopback } from '../notify/testing/twilio-loopback.ts';
import { createWorld, type SignedIn, type TestShop, type World } from '../testing/world.ts';

interface Run {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
  readonly size: number;
  readonly sent: readonly { readonly channel: string; readonly state: string; readonly reason: string | null }[];
}
interface Body {
  readonly run?: Run;
  readonly runs?: readonly Run[];
  readonly schedules?: readonly {
    readonly id: string;
    readonly nextAt: string | null;
    readonly lastRun: Run | null;
  }[];
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

const PATIENCE = { timeout: 15_000, interval: 50 };
const today = businessDay(new Date().toISOString());
let smtp: SmtpLoopback;
let twilio: TwilioLoopback;
let world: World;
let shop: TestShop;
let seller: SignedIn;
let viewer: SignedIn;

beforeAll(async () => {
  smtp = await startSmtpLoopback();
  twilio = await startTwilioLoopback();
  const whatsapp = { ...twilio.config, templates: { ...twilio.config.templates, REPORT: 'HXreport' } };
  world = await createWorld({ notify: { ...NO_CHANNELS, smtp: smtp.config, whatsapp } });
  shop = await world.newShop();
  seller = await world.newUser(shop, 'user');
  viewer = await world.newUser(shop, 'viewer');
  const sale = aSale({ at: new Date(Date.now() - 60_000).toISOString(), customerName: '=cmd()<img onerror>' });
  await put(writtenBy(aProduct(), shop.admin.id), writtenBy(sale, shop.admin.id));
});
afterAll(async () => {
  await world.close();
  await smtp.close();
  await twilio.close();
});

const put = async (...docs: object[]) => {
  const call = { token: shop.admin.token, body: { docs } };
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, call);
  expect(text).not.toContain('error');
};
const call = (method: string, path: string, body?: unknown, token = shop.admin.token) =>
  world.call<Body>(method, `/api/v1/reports${path}`, { token, ...(body === undefined ? {} : { body }) });
const bytesOf = async (path: string, token = shop.admin.token) => {
  const answer = await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const analysis = () => ({ reportType: 'SALES_ANALYSIS', from: today, to: today });

test('a report made now is a file for its own shop, kept and listed', async () => {
  const made = await call('POST', '/generate', analysis(), seller.token);
  expect(made.status).toBe(201);
  const location = made.headers.get('location') ?? '';
  const { answer, bytes } = await bytesOf(location, viewer.token);
  expect(bytes.length).toBe(made.body.run?.size);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${made.body.run?.fileName}"`);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const { Sheets } = read(bytes);
  expect(Sheets['Par client'] && JSON.stringify(Sheets['Par client'])).toContain('=cmd()<img onerror>');
  expect((await call('GET', '/runs', undefined, viewer.token)).body.runs?.map(({ id }) => id)).toEqual([
    made.body.run?.id,
  ]);

  const stranger = await world.newShop();
  expect((await bytesOf(location, stranger.admin.token)).answer.status).toBe(404);
  expect((await call('GET', '/runs', undefined, stranger.admin.token)).body.runs).toEqual([]);
  expect((await fetch(`${world.url}${location}`)).status).toBe(401);
  expect((await call('POST', '/generate', analysis(), viewer.token)).status).toBe(403);
});

test('bad periods and recipients are refused with the field at fault', async () => {
  const fieldsOf = async (changes: object, token?: string) =>
    (await call('POST', '/generate', { ...analysis(), ...changes }, token)).body.errors;
  expect(await fieldsOf({ from: '2026-02-31' })).toMatchObject([{ field: 'from' }]);
  expect(await fieldsOf({ from: '2020-03-01', to: '2020-02-01' })).toMatchObject([
    { field: 'to', detail: expect.stringContaining('avant le début') },
  ]);
  expect(await fieldsOf({ recipients: ['personne'] })).toMatchObject([{ field: 'recipients.0' }]);
  expect(await fieldsOf({ recipients: ['awa@exemple.sn'] }, seller.token)).toMatchObject([{ field: 'recipients' }]);
  expect(smtp.emails).toEqual([]);
});

test('it reaches people by e-mail with the file, and by WhatsApp with a link that opens it and expires', async () => {
  await call('POST', '/generate', {
    reportType: 'MONTHLY_SUMMARY',
    from: today,
    to: today,
    channels: ['EMAIL', 'WHATSAPP'],
    recipients: ['banque@exemple.sn', '+221771234567'],
  });
  await vi.waitFor(async () => {
    const [run] = (await call('GET', '/runs')).body.runs ?? [];
    expect(run?.sent.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'EMAIL SENT',
      'WHATSAPP SENT',
    ]);
  }, PATIENCE);
  expect(smtp.emails[0]?.to).toEqual(['banque@exemple.sn']);
  expect(smtp.emails[0]?.raw).toContain('synthese-mensuelle-');
  expect(smtp.emails[0]?.raw).toContain(Buffer.from('%PDF-').toString('base64').slice(0, 6));
  const link = twilio.messages[0]?.variables[4] ?? '';
  const opened = await fetch(link);
  expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(
    Buffer.from(await opened.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await fetch(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404);
  expect((await fetch(`${world.url}/api/v1/files/x`)).status).toBe(404);
  world.advance(8 * 86_400_000);
  expect((await fetch(link)).status).toBe(404);
  world.advance(-8 * 86_400_000);
});

test('one that a phone asked for is made as soon as its shop is heard of, once, and the run tells the phone', async () => {
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'd1' };
  const asked = aReportSchedule(
    { _id: 'reportSchedule:une-fois', frequency: 'ONCE', reportType: 'INVENTORY', from: today, to: today },
    author,
  );
  const schedule: ReportSchedule = { ...asked, recipients: [shop.admin.id] };
  smtp.emails.length = 0;
  await put(schedule);
  const database = connectCouch(world.couchUrl).database(shop.database);
  const runs = async (): Promise<ReportRun[]> =>
    (await database.range<ReportRun>('reportRun:', 'reportRun;')).filter(
      ({ scheduleId }) => scheduleId === schedule._id,
    );
  await vi.waitFor(async () => {
    const [run] = await runs();
    expect(run && Object.values(run.sent).map(({ state }) => state)).toEqual(['SENT']);
  }, PATIENCE);
  await put({ ...schedule, _id: 'reportSchedule:autre', recipients: [] });
  await vi.waitFor(async () => expect((await call('GET', '/runs')).body.runs).toHaveLength(4), PATIENCE);
  expect(await runs()).toHaveLength(1);
  expect(smtp.emails.map(({ to }) => to)).toEqual([[shop.admin.email]]);
  expect((await call('GET', '/scheduled')).body.schedules).toEqual([]);
});

test('a paper made on the phone gets a page that shows what its shop declared, and when; a hostile title is words', async () => {
  const body = {
    title: 'Résumé du mois',
    subject: '<img src=x onerror=alert(1)>',
    madeAt: '2026-11-01T08:00:00.000Z',
    hash: 'a1b2'.repeat(16),
    figures: [{ label: 'CA', value: '1 250 000 FCFA' }],
  };
  const sealed = await world.call<{ url: string }>('POST', '/api/v1/reports/seals', { token: viewer.token, body });
  expect(sealed.status).toBe(200);
  const path = new URL(sealed.body.url).pathname;
  const page = await fetch(`${world.url}${path}`);
  expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
  const html = await page.text();
  for (const said of ['1er novembre 2026 à 08:00', 'A1B2-A1B2-A1B2-A1B2-A1B2', '1 250 000 FCFA', '&lt;img'])
    expect(html).toContain(said);
  expect(html).not.toContain('<img');
  expect((await fetch(`${world.url}${path}x`)).status).toBe(404);
  const refused = await world.call<Body>('POST', '/api/v1/reports/seals', {
    token: viewer.token,
    body: { ...body, hash: 'x' },
  });
  expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, 'hash']);
});
