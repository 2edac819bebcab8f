import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, PASSWORD, type TestShop, type World } from '../testing/world.ts';

let world: World;
let shop: TestShop;
let email: string;
beforeAll(async () => {
  world = await createWorld({
    notify: { whatsapp: null, smtp: null, push: null, localOutbox: true, messagesPerDay: 40 },
  });
  shop = await world.newShop();
  email = `plateforme@${shop.id}.sn`;
  await world.platform.createPlatformAdmin({ email, name: 'Plateforme', password: PASSWORD });
});
afterAll(() => world.close());

/** A browser: it keeps the page's cookie, sends forms as they are, and follows what a form answers. */
function browser() {
  let cookie = '';
  async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const res = await fetch(world.url + path, {
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    const set = res.headers.getSetCookie().find((one) => one.startsWith('admin='));
    if (set) cookie = set.split(';')[0] ?? '';
    return { status: res.status, headers: res.headers, text: await res.text(), set: set ?? '' };
  }
  const proofIn = (html: string): string => /name="proof" value="([\w-]+)"/.exec(html)?.[1] ?? '';
  return { ask, proofIn, cookie: () => cookie };
}

async function signedIn() {
  const page = browser();
  const entered = await page.ask('/admin/entree', { email, password: PASSWORD });
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/admin']);
  return page;
}

test('asks who it is, and lets nobody in but the platform’s administrators', async () => {
  const stranger = browser();
  const first = await stranger.ask('/admin');
  expect(first.status).toBe(401);
  expect(first.text).toContain('<form class="card" method="post" action="/admin/entree">');
  expect(first.text).not.toContain(shop.id);
  expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const login of [
    { email, password: 'faux-mot-de-passe' },
    { email: shop.admin.email, password: PASSWORD },
  ]) {
    const refused = await stranger.ask('/admin/entree', login);
    expect([refused.status, refused.set]).toEqual([401, '']);
    expect(refused.text).toContain('E-mail ou mot de passe incorrect.');
  }
  // A token of a shop's own administrator opens nothing, however it comes.
  const lent = await stranger.ask('/admin', undefined, { cookie: `admin=${shop.admin.token}~x` });
  expect(lent.status).toBe(401);
});

test('shows how each shop stands, and nothing of what is in it', async () => {
  await world.call('GET', `/db/${shop.database}/shop`, { token: shop.admin.token, headers: { 'x-device': 'd1abc' } });
  const page = await signedIn();
  await expect.poll(async () => (await page.ask('/admin')).text).toContain('à l’instant');
  const { text, headers, set } = await page.ask(`/admin?q=${shop.id}`);
  expect(text).toMatch(/1\sboutique</);
  expect(text).toContain(`Boutique ${shop.id}`);
  expect(text.replace(/[\u202f\u00a0]/g, ' ')).toContain('0 sur 40');
  // The embedded engine does not say what a database takes.
  expect(text).toMatch(/<dt>Stockage<\/dt><dd>(?:non connu|[\d,]+\s[kMG]?o)<\/dd>/);
  expect(text).toContain('s’est connecté');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(set).toMatch(/HttpOnly; SameSite=Strict/);
  expect(text).not.toMatch(/<script|style="/);
  expect((await page.ask('/admin?q=nulle-part')).text).toContain('Aucune boutique de ce nom.');
});

test('sends somebody a link to choose another password, once a minute, and notes who did', async () => {
  const page = await signedIn();
  const { text } = await page.ask(`/admin/boutiques/${shop.id}`);
  expect(text).toContain(shop.admin.email);
  const form = { user: shop.admin.id, by: 'EMAIL', proof: page.proofIn(text) };
  const sent = await page.ask(`/admin/boutiques/${shop.id}/mot-de-passe`, form);
  expect(sent.text).toContain(`part vers ${shop.admin.email}`);
  const again = await page.ask(`/admin/boutiques/${shop.id}/mot-de-passe`, form);
  expect(again.text).toContain('attendez une minute');
  // The link is the person's alone: neither the page nor the list holds it.
  expect(sent.text).not.toContain('mot-de-passe#');
  const { text: list } = await page.ask('/admin');
  expect(list).toContain(`a envoyé un lien de mot de passe (${shop.id}, ${shop.admin.id})`);
});

test('a form of another site, of another session, or without its proof does nothing', async () => {
  const page = await signedIn();
  const other = await signedIn();
  const path = `/admin/boutiques/${shop.id}/mot-de-passe`;
  const form = { user: shop.admin.id, by: 'EMAIL' };
  const mine = page.proofIn((await page.ask('/admin')).text);
  expect((await page.ask(path, form)).status).toBe(403);
  expect((await other.ask(path, { ...form, proof: mine })).status).toBe(403);
  const foreign = { origin: 'https://ailleurs.example', 'sec-fetch-site': 'cross-site' };
  expect((await page.ask(path, { ...form, proof: mine }, foreign)).status).toBe(403);
  const elsewhere = await world.newShop();
  const wrongShop = await page.ask(`/admin/boutiques/${elsewhere.id}/mot-de-passe`, { ...form, proof: mine });
  expect(wrongShop.status).toBe(404);
});

test('is over when somebody leaves, when nobody does anything for a quarter of an hour, and not before', async () => {
  const page = await signedIn();
  world.advance(10 * 60_000);
  expect((await page.ask('/admin')).status).toBe(200);
  world.advance(10 * 60_000);
  const { status, text } = await page.ask('/admin');
  expect(status).toBe(200);
  const kept = page.cookie();
  const left = await page.ask('/admin/sortie', { proof: page.proofIn(text) });
  expect(left.text).toContain('Vous êtes déconnecté.');
  expect((await browser().ask('/admin', undefined, { cookie: kept })).status).toBe(401);
  const idle = await signedIn();
  world.advance(16 * 60_000);
  expect((await idle.ask('/admin')).status).toBe(401);
});

test('guesses are counted as at every other login', async () => {
  const page = browser();
  const tries = [];
  for (let n = 0; n < 7; n++) tries.push((await page.ask('/admin/entree', { email, password: `essai-${n}` })).status);
  expect(tries.at(-1)).toBe(429);
});
