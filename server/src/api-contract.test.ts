import { aCustomer, aProduct, aSale, aSupplier, writtenBy } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from './http/operation.ts';
import { NO_CHANNELS } from './notify/notify-config.ts';
import { startTwilioLoopback, type TwilioLoopback } from './notify/testing/twilio-loopback.ts';
import { OPERATIONS, type OperationId } from './operations.ts';
import { type Asked, type EveryCall, everyCall, pathOf } from './testing/every-call.ts';
import { createWorld, PASSWORD, type SignedIn, type TestShop, type World } from './testing/world.ts';

// Every call here is checked against what its operation's description says: see `send`.

const OF_API = OPERATIONS.filter(({ base }) => base === undefined);
const GUARDED = OF_API.filter(({ callers }) => callers !== 'anybody');

let world: World;
let twilio: TwilioLoopback;
let shop: TestShop;
let viewer: SignedIn;
let root: SignedIn;
let calls: EveryCall;
beforeAll(async () => {
  twilio = await startTwilioLoopback();
  world = await createWorld({
    limits: { requestsPerMinute: 10_000, failedLogins: 1_000 },
    notify: { ...NO_CHANNELS, whatsapp: twilio.config, localOutbox: true },
  });
  shop = await world.newShop();
  viewer = await world.newUser(shop, 'viewer');
  const email = `plateforme@${shop.id}.sn`;
  await world.platform.createPlatformAdmin({ email, name: 'Plateforme', password: PASSWORD });
  root = await world.signIn(email, PASSWORD);
  const author = { at: new Date().toISOString(), by: shop.admin.id, deviceId: 'k1' };
  const docs = [
    aProduct({ _id: 'product:riz', supplierId: 'supplier:sandaga' }, author),
    aSupplier({ _id: 'supplier:sandaga' }, author),
    aCustomer({ _id: 'customer:moussa' }, author),
    writtenBy(aSale({ at: author.at, n: 1, device: 'k1', payments: [], customerId: 'customer:moussa' }), shop.admin.id),
  ];
  const { text } = await world.call('POST', `/db/${shop.database}/_bulk_docs`, {
    token: shop.admin.token,
    body: { docs },
  });
  expect(text).not.toContain('"error"');
  calls = everyCall({ world, twilio, shop, viewer, root });
  await calls.reportFile();
});
afterAll(async () => {
  await world.close();
  await twilio.close();
});

const ask = (of: Operation, asked: Asked = {}) => world.call(of.method.toUpperCase(), pathOf(of, asked), asked);

/** What comes whole: the channels, and figures that are as long as the shop, the product or the days they are about. */
const WHOLE = new Set([
  ...['channels', 'overview', 'expiry', 'salesAnalysis', 'predictions'],
  ...['productReport', 'analyseVentes', 'till', 'supplierBalance'],
]);

/** The least status by which an operation says that it is done. */
const doneWith = ({ answers }: Operation): number => Math.min(...Object.keys(answers).map(Number));

describe('every operation', () => {
  it('does what it is for, and answers as its description says', async () => {
    const done: Record<string, number> = {};
    const unchanged: Record<string, number> = {};
    for (const of of OPERATIONS) {
      const asked = await calls[of.id as OperationId]();
      if (typeof asked === 'number') {
        done[of.id] = asked;
        continue;
      }
      const call = { token: of.callers === 'anybody' ? undefined : shop.admin.token, ...asked };
      const { status, headers } = await ask(of, call);
      done[of.id] = status;
      expect([of.id, headers.get('x-request-id')]).toEqual([of.id, expect.stringMatching(/^[\w-]{8,64}$/)]);
      const etag = headers.get('etag');
      if (of.answers[304] === undefined || etag === null) continue;
      const again = await ask(of, { ...call, headers: { 'if-none-match': etag } });
      unchanged[of.id] = again.status;
    }
    expect(done).toEqual(Object.fromEntries(OPERATIONS.map((of) => [of.id, doneWith(of)])));
    const figures = OPERATIONS.filter(({ answers }) => answers[304] !== undefined);
    expect(unchanged).toEqual(Object.fromEntries(figures.map(({ id }) => [id, 304])));
    expect(figures.map(({ id }) => id).sort()).toEqual(
      OPERATIONS.filter(
        ({ method, path }) =>
          method === 'get' && /^\/(dashboards|analytics|ai|customers|supp|alerts\/history)/.test(path),
      )
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('refuses whoever is nobody, or whose role is too small', async () => {
    for (const of of GUARDED) {
      for (const token of [undefined, 'x.y.z']) {
        const { body, headers } = await ask(of, { token });
        expect([of.id, body.code, headers.get('www-authenticate')]).toEqual([of.id, 'not-authenticated', 'Bearer']);
      }
      const strangers = [
        ...(Array.isArray(of.callers) ? [root] : []),
        ...(of.callers === 'platform' ? [shop.admin] : []),
        ...(Array.isArray(of.callers) && !of.callers.includes('viewer') ? [viewer] : []),
      ];
      for (const { token } of strangers)
        expect([of.id, (await ask(of, { token })).body.code]).toEqual([of.id, 'forbidden']);
    }
  });

  it('refuses what it was not asked to take, in a problem that names the field', async () => {
    for (const of of OF_API) {
      const asked = await calls[of.id as OperationId]();
      if (typeof asked === 'number') throw new Error('No provider calls the API itself');
      const call = { token: of.callers === 'platform' ? root.token : shop.admin.token, ...asked };
      const unknown = await ask(of, { ...call, query: `${asked.query ?? '?'}&inconnu=1` });
      expect([of.id, unknown.body.code, unknown.body.errors?.map(({ field }) => field)]).toEqual([
        of.id,
        'invalid-request',
        ['inconnu'],
      ]);
      if (!of.body) continue;
      const text = await ask(of, { ...call, body: 'riz', headers: { 'content-type': 'text/plain' } });
      expect([of.id, text.body.code]).toEqual([of.id, 'unsupported-media-type']);
      const none = await ask(of, { ...call, body: { inconnu: 1 } });
      expect([of.id, none.body.code]).toEqual([of.id, 'invalid-request']);
      const large = await ask(of, { ...call, body: { inconnu: 'x'.repeat(120_000) } });
      expect([of.id, large.body.code]).toEqual([of.id, 'body-too-large']);
      const broken = await ask(of, { ...call, body: '{"a":' });
      expect([of.id, broken.body.code]).toEqual([of.id, 'invalid-request']);
    }
  });

  it('says which verbs it knows, to whoever asks and to whoever uses another', async () => {
    for (const of of OPERATIONS) {
      const { status, body, headers } = await world.call('PROPFIND', pathOf(of), { token: shop.admin.token });
      expect([of.id, status, body.code]).toEqual([of.id, 405, 'method-not-allowed']);
      const verbs = headers.get('allow')?.split(', ');
      expect([of.id, verbs]).toEqual([of.id, expect.arrayContaining([of.method.toUpperCase()])]);
      const asked = await world.call('OPTIONS', pathOf(of));
      expect([of.id, asked.status, asked.text]).toEqual([of.id, 204, '']);
      expect([of.id, asked.headers.get('allow')?.split(', ')]).toEqual([of.id, [...(verbs ?? []), 'OPTIONS']]);
    }
    expect((await world.call('OPTIONS', '/api/v1/rien')).status).toBe(404);
    const { status, headers } = await world.call('POST', '/api/v1/dashboards/overview', { body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('says in French what is wrong with each field', async () => {
    const bodies = [
      { inconnu: 1 },
      {},
      { name: 3, email: 4, role: 'roi', password: [], scopes: 'x', days: 'x', to: {} },
      { conditions: 1, channels: 1, recipients: [1], isActive: 'x', admin: 1, keys: 1, key: 1, rev: 1, alert: 1 },
      { email: 'x'.repeat(300), password: 'x'.repeat(300), current: 'x'.repeat(300), endpoint: 'x'.repeat(2_000) },
      [],
    ];
    const said = new Set<string>();
    for (const of of OF_API.filter(({ body }) => body)) {
      const asked = (await calls[of.id as OperationId]()) as Asked;
      const token = of.callers === 'platform' ? root.token : shop.admin.token;
      for (const body of bodies) {
        const answer = await ask(of, { token, ...asked, body });
        for (const { detail } of answer.body.errors ?? []) said.add(detail);
      }
    }
    expect(said.size).toBeGreaterThan(5);
    expect(
      [...said].filter((detail) => /\b(invalid|expected|received|unrecognized|required|too)\b/i.test(detail)),
    ).toEqual([]);
    // Whole sentences, without the validator's own words for kinds and patterns.
    expect([...said].filter((detail) => !/^[A-ZÀ-Ý«].*\.$/.test(detail))).toEqual([]);
    expect([...said].filter((detail) => /motif|attendu|invalide|record|\bmap\b|undefined|\^/.test(detail))).toEqual([]);
  });

  it('says that what it is asked about is not there', async () => {
    const named = OF_API.filter(({ params }) => params);
    for (const of of named) {
      const { body } = (await calls[of.id as OperationId]()) as Asked;
      const { status } = await ask(of, { token: shop.admin.token, ...(body === undefined ? {} : { body }) });
      expect([of.id, status]).toEqual([of.id, 404]);
    }
    for (const id of ['mailLink', 'stopMail', 'startMail', 'problem']) {
      const of = OPERATIONS.find((one) => one.id === id) as Operation;
      expect([id, (await ask(of)).status]).toEqual([id, 404]);
    }
  });

  it('tells every list that people make longer page by page, in one way', async () => {
    const lists = OF_API.flatMap((of) => {
      const shape = of.method === 'get' ? of.answers[200] : null;
      if (!(shape instanceof z.ZodObject)) return [];
      const long = Object.entries(shape.shape).flatMap(([field, part]) => (part instanceof z.ZodArray ? [field] : []));
      return long.length > 0 && !WHOLE.has(of.id) ? [{ of, field: String(long[0]), shape: shape.shape }] : [];
    });
    for (const { of, field, shape } of lists) {
      expect([of.id, Object.keys(of.query?.shape ?? {})]).toEqual([of.id, expect.arrayContaining(['limit', 'after'])]);
      expect([of.id, 'next' in shape]).toEqual([of.id, true]);
      const token = of.callers === 'platform' ? root.token : shop.admin.token;
      const asked = (await calls[of.id as OperationId]()) as Asked;
      const page = async (query: string) =>
        (await ask(of, { token, ...asked, query: `?${query}` })).body as unknown as Record<string, unknown[]>;
      const all = (await page('limit=500'))[field] ?? [];
      const { [field]: first, next } = await page('limit=1');
      expect([of.id, first?.length]).toEqual([of.id, Math.min(all.length, 1)]);
      expect([of.id, next]).toEqual([of.id, all.length > 1 ? expect.any(String) : null]);
      if (all.length < 2) continue;
      const { [field]: second } = await page(`limit=1&after=${encodeURIComponent(String(next))}`);
      expect([of.id, second?.length, second]).toEqual([of.id, 1, expect.not.arrayContaining(first ?? [])]);
    }
    expect(lists.map(({ of }) => of.id)).toEqual(
      expect.arrayContaining(['listUsers', 'listInvitations', 'listAgentKeys', 'listAlerts', 'scheduledReports']),
    );
  });

  it('refuses days that are none, that end the calendar or run backwards, and lives on', async () => {
    const RANGES = [
      ['2026-02-31', '2026-03-01'],
      ['9999-12-30', '9999-12-31'],
      ['0000-01-01', '0000-01-02'],
      ['2026-03-01', '2026-02-01'],
    ];
    for (const [from, to] of RANGES) {
      for (const path of ['/dashboards/sales-analysis', '/alerts/history']) {
        const { status } = await world.call('GET', `/api/v1${path}?from=${from}&to=${to}`, { token: shop.admin.token });
        expect([path, from, status]).toEqual([path, from, 400]);
      }
    }
    // A cursor from before the days that are asked for: there is no more.
    const after = encodeURIComponent('2026-01-01T00:00:00.000Z|alertEvent:x');
    const path = `/api/v1/alerts/history?from=2026-03-01&after=${after}`;
    expect((await world.call('GET', path, { token: shop.admin.token })).body).toEqual({ events: [], next: null });
  });
});
