import { expect } from '@playwright/test';
import { Gateway } from './support/gateway.ts';
import { Phone } from './support/phone.ts';
import { findProduct } from './support/product-steps.ts';
import { ticketsOnServer } from './support/server-side.ts';
import { managersPhone, test } from './support/shop-test.ts';
import { openTickets, sellOne, ticketsToday } from './support/steps.ts';

const RICE = 'Riz brisé parfumé 25 kg';
const SUGAR = 'Sucre en poudre 1 kg';

test('a sale made without a network outlives a reload and a dead battery, and is sent once', async ({
  installation,
  phone,
}) => {
  test.setTimeout(180_000);
  const before = await ticketsOnServer(installation);
  const product = await findProduct(phone.page, RICE);
  // A browser writes its cookies down half a minute late, or when it is closed: as on any phone of yesterday, they are.
  await phone.restart();
  const { page } = phone;
  await phone.goto(`/stock/${product}`);
  await expect(page.getByRole('heading', { name: RICE })).toBeVisible();
  await phone.link.cut();
  await sellOne(page, RICE);

  await phone.goto(`/stock/${product}`);
  await expect(page.getByRole('heading', { name: RICE })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: RICE })).toBeVisible();

  const sold = await sellOne(page, 'Huile végétale 1 L');
  await phone.kill();
  await phone.open();
  await phone.goto('/vendre/tickets');
  const mine = await ticketsToday(phone.page);
  await expect(phone.page.getByText(sold.total).first()).toBeVisible();
  await expect(phone.page.getByText(/2 ventes pas encore envoyées/).first()).toBeVisible();

  await phone.reconnect();
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 2);

  const second = await Phone.start(installation.url);
  try {
    await second.signIn(installation.login);
    expect(await ticketsToday(second.page)).toBe(mine);
    await expect(second.page.getByText(sold.total).first()).toBeVisible();
  } finally {
    await second.remove();
  }

  // Cut and joined again, nothing is sent twice.
  await phone.link.cut();
  await phone.reconnect();
  await phone.page.reload();
  await phone.waitUntilSafe();
  expect(await ticketsOnServer(installation)).toBe(before + 2);
  expect(await ticketsToday(phone.page)).toBe(mine);
});

test('a server killed in the middle of a send, then just after it, loses and doubles nothing', async ({
  installation,
}) => {
  const gateway = await Gateway.open(installation.url);
  const far = await managersPhone(installation, gateway.url);
  try {
    const before = await ticketsOnServer(installation);
    await far.link.cut();
    for (let sale = 0; sale < 3; sale++) await sellOne(far.page, SUGAR);
    for (const moment of ['in the request', 'after the answer'] as const) {
      const died = gateway.trap('/_bulk_docs', moment);
      await (moment === 'in the request'
        ? far.reconnect()
        : far.page.evaluate(() => dispatchEvent(new Event('online'))));
      await died;
      await installation.kill();
      await expect(far.page.getByText(/ventes pas encore envoyées/).first()).toBeVisible();
      await installation.start();
    }
    await far.page.evaluate(() => dispatchEvent(new Event('online')));
    await far.waitUntilSafe();
    expect(await ticketsOnServer(installation)).toBe(before + 3);
  } finally {
    await far.remove();
    await gateway.close();
  }
});

test('signing out is refused while a sale is only on this phone', async ({ phone }) => {
  const { page } = phone;
  await phone.link.cut();
  await sellOne(page, SUGAR);
  await phone.goto('/reglages');
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tout n’est pas encore envoyé' });
  await expect(dialog.getByRole('button', { name: 'Se déconnecter' })).toBeDisabled();

  await phone.reconnect();
  const allowed = page
    .getByRole('dialog', { name: 'Se déconnecter ?' })
    .getByRole('button', { name: 'Se déconnecter' });
  await expect(allowed).toBeEnabled();
  await allowed.click();
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
});

for (const ended of ['lost on the phone', 'revoked on the server'] as const) {
  test(`a session ${ended} does not stop the shop: it sells on, and asks for the password only to send`, async ({
    installation,
    phone,
  }) => {
    const { page } = phone;
    const before = await ticketsOnServer(installation);
    const context = page.context();
    if (ended === 'lost on the phone') await context.clearCookies();
    else {
      const cookie = (await context.cookies(`${phone.url}/api/v1/auth`)).find(({ name }) => name === 'refresh');
      const headers = { cookie: `refresh=${cookie?.value}`, origin: installation.url };
      const answer = await fetch(`${installation.url}/api/v1/auth/logout`, { method: 'POST', headers });
      expect(answer.status).toBe(204);
    }
    // The token in memory goes with the page.
    await page.reload();
    await expect(page.getByText('Votre session a expiré.', { exact: false }).first()).toBeVisible();
    const { total } = await sellOne(page, RICE);
    await expect((await openTickets(page)).getByText(total).first()).toBeVisible();
    await expect(page.getByText(/1 vente pas encore envoyée/).first()).toBeVisible();
    expect(await ticketsOnServer(installation)).toBe(before);

    await page.getByRole('link', { name: 'Se reconnecter' }).click();
    await expect(page.getByLabel('Adresse e-mail')).toHaveValue(installation.login.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(installation.login.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await phone.waitUntilSafe();
    expect(await ticketsOnServer(installation)).toBe(before + 1);
  });
}
