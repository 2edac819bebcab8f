import { couchAdmin } from '@digiboost/couch/provisioning';
import type { AlertEvent } from '@digiboost/domain/documents';
import { aCategory, anAlert, anAlertEvent, aProduct } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type SignedIn, type TestShop, type World } from '../testing/world.ts';

interface Body {
  readonly alert?: Record<string, unknown> & { readonly id: string };
  readonly alerts?: readonly (Record<string, unknown> & { readonly id: string })[];
  readonly events?: readonly { readonly id: string; readonly alertName: string }[];
  readonly next?: string | null;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

let world: World;
let shop: TestShop;
let viewer: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  shop = await world.newShop();
  viewer = await world.newUser(shop, 'viewer');
});
afterAll(() => world.close());

const call = (method: string, path: string, body?: unknown, token = shop.admin.token) =>
  world.call<Body>(method, `/api/v1/alerts${path}`, { token, ...(body === undefined ? {} : { body }) });
const low = () => ({
  name: 'Céréales faibles',
  alertType: 'LOW_STOCK',
  conditions: { categoryIds: ['category:cereales'], repeatHours: 24 },
  channels: ['WHATSAPP'],
  recipients: [shop.admin.id],
});

describe('alerts by the API', () => {
  it('are made, listed with what they will do, replaced and changed', async () => {
    await couchAdmin(world.couchUrl).request('POST', `/${shop.database}/_bulk_docs`, {
      docs: [aCategory(), aProduct()],
    });
    const made = await call('POST', '', low());
    expect(made.status).toBe(201);
    const id = made.body.alert?.id ?? '';
    expect(made.headers.get('location')).toBe(`/api/v1/alerts/${id}`);
    const listed = (await call('GET', '', undefined, viewer.token)).body.alerts?.find((alert) => alert.id === id);
    expect(listed).toMatchObject({
      ...low(),
      isActive: true,
      isJudged: true,
      sentence:
        'Quand un produit de Céréales passe sous son stock minimum, prévenir Awa Gérante par WhatsApp, puis rappeler tous les jours tant que ce n’est pas réglé.',
    });

    const put = await call('PUT', `/${id}`, { ...low(), name: 'Tout', conditions: { digestAt: '08:00' } });
    expect(put.body.alert).toMatchObject({ name: 'Tout', conditions: { digestAt: '08:00' } });
    expect(put.body.alert?.conditions).not.toHaveProperty('repeatHours');
    const patch = await call('PATCH', `/${id}`, { isActive: false, conditions: { digestAt: null, repeatHours: 48 } });
    expect(patch.body.alert).toMatchObject({ name: 'Tout', isActive: false, conditions: { repeatHours: 48 } });
    expect(patch.body.alert?.conditions).not.toHaveProperty('digestAt');
    expect((await call('GET', `/${id}`)).body.alert).toEqual(patch.body.alert);
  });

  it('beyond a hundred are said not to be judged', async () => {
    const own = await world.newShop();
    const docs = Array.from({ length: 100 }, (_, n) => anAlert({ _id: `alert:early${n}` }));
    await couchAdmin(world.couchUrl).request('POST', `/${own.database}/_bulk_docs`, { docs });
    const late = (await call('POST', '', { ...low(), recipients: [own.admin.id] }, own.admin.token)).body.alert?.id;
    const first = (await call('GET', '', undefined, own.admin.token)).body;
    const rest = (await call('GET', `?after=${encodeURIComponent(first.next ?? '')}`, undefined, own.admin.token)).body;
    const alerts = [...(first.alerts ?? []), ...(rest.alerts ?? [])];
    expect(alerts.filter(({ isJudged }) => isJudged !== true).map(({ id }) => id)).toEqual([late]);
  });

  it('are refused with the field at fault, in French', async () => {
    const wrong = await call('POST', '', { ...low(), recipients: ['771234567x@'], conditions: { silentHours: 0 } });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-request']);
    expect(wrong.body.errors?.map(({ field }) => field).sort()).toEqual(['conditions.silentHours', 'recipients.0']);
    expect(wrong.body.errors?.[0]?.detail).toMatch(/de 1 à 720\.$/);
    const made = await call('POST', '', low());
    const other = await call('PUT', `/${made.body.alert?.id}`, { ...low(), alertType: 'DORMANT' });
    expect(other.body.errors).toMatchObject([{ field: 'alertType' }]);
  });

  it('name only people, numbers and addresses that they can reach', async () => {
    const fieldsOf = async (changes: object) => {
      const { status, body } = await call('POST', '', { ...low(), ...changes });
      return status === 201 ? body.alert?.recipients : body.errors?.map(({ field }) => field);
    };
    expect(await fieldsOf({ recipients: ['+221991234567'] })).toEqual(['recipients.0']);
    expect(await fieldsOf({ recipients: [shop.admin.id, 'personne-du-tout'] })).toEqual(['recipients.1']);
    expect(await fieldsOf({ recipients: ['awa@exemple.sn'] })).toEqual(['channels']);
    expect(await fieldsOf({ recipients: ['77 123 45 67'], channels: ['EMAIL'] })).toEqual(['channels']);
    expect(await fieldsOf({ recipients: ['77 123 45 67'] })).toEqual(['+221771234567']);
    expect(await fieldsOf({ recipients: ['awa@exemple.sn'], channels: [] })).toEqual(['awa@exemple.sn']);

    const left = await world.newUser(shop, 'user');
    const id = (await call('POST', '', { ...low(), recipients: [left.id] })).body.alert?.id;
    await world.call('PATCH', `/api/v1/users/${left.id}`, { token: shop.admin.token, body: { isActive: false } });
    expect((await call('PATCH', `/${id}`, { isActive: false })).status).toBe(200);
    const refused = await call('PATCH', `/${id}`, { channels: ['WHATSAPP', 'PUSH'] });
    expect(refused.body.errors).toMatchObject([
      { field: 'recipients.0', detail: expect.stringContaining('désactivé') },
    ]);
    expect((await call('PUT', `/${id}`, { ...low(), recipients: ['+2216'] })).status).toBe(400);
  });

  it('belong to their shop, and viewers only look', async () => {
    const stranger = await world.newShop();
    const id = (await call('POST', '', low())).body.alert?.id;
    expect((await call('PATCH', `/${id}`, { isActive: false }, stranger.admin.token)).status).toBe(404);
    expect((await call('GET', '/history', undefined, stranger.admin.token)).body.events).toEqual([]);
    expect((await call('POST', '', low(), viewer.token)).status).toBe(403);
    expect((await world.call('GET', '/api/v1/alerts')).status).toBe(401);
  });
});

describe('the history of alerts', () => {
  const at = (n: number) => `2026-02-${String(10 + Math.floor(n / 2)).padStart(2, '0')}T08:00:00.000Z`;
  const event = (n: number): AlertEvent =>
    anAlertEvent({
      _id: `alertEvent:dormants:p${n}:${at(n)}`,
      alertId: 'alert:dormants',
      alertType: n % 3 === 0 ? 'DORMANT' : 'RUPTURE',
      subject: `product:p${n}`,
      productId: `product:p${n}`,
      triggeredAt: at(n),
      ...(n % 2 === 0 ? {} : { closedAt: at(n + 2) }),
    });
  beforeAll(async () => {
    const docs = Array.from({ length: 12 }, (_, n) => event(n));
    await couchAdmin(world.couchUrl).request('POST', `/${shop.database}/_bulk_docs`, { docs });
  });
  const idsOf = ({ events = [] }: Body) => events.map(({ id }) => id);

  it('comes newest first, in pages that leave nothing out', async () => {
    const whole = (await call('GET', '/history?alertId=alert:dormants&limit=200')).body;
    expect(whole.next).toBeNull();
    const paged: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: Body = (
        await call('GET', `/history?alertId=alert:dormants&limit=5${after && `&after=${encodeURIComponent(after)}`}`)
      ).body;
      paged.push(...idsOf(page));
      after = page.next ?? null;
    }
    expect(paged).toEqual(idsOf(whole));
    expect(new Set(paged).size).toBe(12);
    const times = paged.map((id) => id.slice(-24));
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is filtered by state, type, product and days', async () => {
    const count = async (query: string) =>
      idsOf((await call('GET', `/history?alertId=alert:dormants&${query}`)).body).length;
    expect(await count('alertType=DORMANT')).toBe(4);
    expect(await count('productId=product:p3')).toBe(1);
    expect(await count('from=2026-02-11&to=2026-02-12')).toBe(4);
    expect((await call('GET', '/history?state=ouvert')).body.code).toBe('invalid-request');
  });
});
