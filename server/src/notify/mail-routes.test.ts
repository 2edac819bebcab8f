import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { type SmtpLoopback, startSmtpLoopback } from './testing/smtp-loopback.ts';

let smtp: SmtpLoopback;
let world: World;
let shop: TestShop;
beforeAll(async () => {
  smtp = await startSmtpLoopback();
  world = await createWorld({ notify: { whatsapp: null, smtp: smtp.config, push: null, localOutbox: false } });
  shop = await world.newShop();
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

/** Sends a test e-mail to the manager; its delivery once it is sent or refused. */
async function sendTest(own: TestShop, address = own.admin.email) {
  const alert = { name: 'Ruptures', alertType: 'RUPTURE', channels: ['EMAIL'], recipients: [address] };
  const made = await world.call<{ deliveries: { id: string }[] }>('POST', '/api/v1/alerts/test', {
    token: own.admin.token,
    body: { alert },
  });
  const id = made.body.deliveries[0]?.id;
  for (;;) {
    const { body } = await world.call<{ delivery: { state: string; reason: string | null } }>(
      'GET',
      `/api/v1/alerts/deliveries/${id}`,
      { token: own.admin.token },
    );
    if (body.delivery.state !== 'QUEUED') return body.delivery;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
/** The path of the link in the last e-mail. */
const lastLink = (): string => {
  const [, link = ''] = /List-Unsubscribe: <([^>]+)>/.exec(smtp.emails.at(-1)?.raw ?? '') ?? [];
  return new URL(link).pathname;
};
const own = (method: string, body?: unknown) =>
  world.call<{ email: string; isStopped: boolean }>(method, '/api/v1/channels/email', {
    token: shop.admin.token,
    ...(body === undefined ? {} : { body }),
  });

describe('the link of an e-mail', () => {
  it('stops the shop’s e-mails at the press of one button, without signing in, and the settings put them back', async () => {
    expect((await sendTest(shop)).state).toBe('SENT');
    const path = lastLink();
    const asked = await world.call('GET', path);
    expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(asked.text).toContain(shop.admin.email);
    expect((await own('GET')).body).toEqual({ email: shop.admin.email, isStopped: false });

    const pressed = await world.call('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect([pressed.status, pressed.text]).toEqual([200, expect.stringContaining('Vous ne recevrez plus ces e-mails')]);
    expect((await own('GET')).body.isStopped).toBe(true);
    expect(await sendTest(shop)).toMatchObject({ state: 'FAILED', reason: expect.stringContaining('ne veut plus') });

    expect((await own('PUT', { isStopped: false })).body.isStopped).toBe(false);
    expect((await sendTest(shop)).state).toBe('SENT');
    await own('PUT', { isStopped: true });
    await world.call('POST', `${path}/start`);
    expect((await own('GET')).body.isStopped).toBe(false);
  });

  it('is about one shop and one address', async () => {
    const [mine, other] = [await world.newShop(), await world.newShop()];
    await sendTest(mine, 'ami@exemple.sn');
    await world.call('POST', lastLink());
    expect((await sendTest(mine, 'AMI@exemple.sn')).state).toBe('FAILED');
    expect((await sendTest(other, 'ami@exemple.sn')).state).toBe('SENT');
    expect((await sendTest(mine)).state).toBe('SENT');
  });

  it('is refused when anything in it was changed', async () => {
    await sendTest(shop);
    const path = lastLink();
    const [payload = '', seal = ''] = path.slice('/api/v1/mail/'.length).split('.');
    const forged = Buffer.from(JSON.stringify([shop.id, 'victime@exemple.sn'])).toString('base64url');
    for (const token of [`${forged}.${seal}`, `${payload}.${seal}x`, `${payload}.`, payload, `${payload}.${seal}.x`]) {
      const answer = await world.call('POST', `/api/v1/mail/${token}`);
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('Lien inconnu')]);
    }
    expect((await own('PUT', { isStopped: 'oui' })).status).toBe(400);
    expect((await world.call('GET', '/api/v1/channels/email')).status).toBe(401);
  });
});
