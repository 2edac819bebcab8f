import { expect, type Page, test } from '@playwright/test';
import { Gateway } from './support/gateway.ts';
import { Installation } from './support/installation.ts';
import { Phone } from './support/phone.ts';
import { screensOf } from './support/screens.ts';
import { managersPhone } from './support/shop-test.ts';
import { follow, sellOne } from './support/steps.ts';

/** What says that there is nothing. */
const NOTHING = /[^.\n]*\b(?:aucune?|rien|n’existe|inconnue?|introuvable|vide|n’a pas bougé|ne doit)\b[^.\n]*/gi;
/** Hints and choices of forms, and what the phone knows whatever it holds. */
const SAID_OF_FORMS =
  /^\s*Aucun$|Vide :|Laissez vide|plus rien en rayon|tant que rien|Aucun message entre|Rien n’est (?:effacé|enregistré avant)|Rien : tout est sur le serveur/;
/** Screens that show nothing of the shop: a lost address, and what the server answers at once. */
const APART = new Set(['perdu', 'messages-retenus', 'utilisateurs', 'mis-de-cote', 'mot-de-passe']);

/** What each screen says of there being nothing, one line each. */
async function denials(page: Page, product: string, apart: readonly string[] = []): Promise<string[]> {
  const said: string[] = [];
  for (const [name, path] of screensOf(product, 'sale:inconnu')) {
    if (APART.has(name) || apart.includes(name)) continue;
    await follow(page, path);
    await page.waitForTimeout(250);
    const text = await page.getByRole('main').innerText();
    for (const [words] of text.matchAll(NOTHING)) if (!SAID_OF_FORMS.test(words)) said.push(`${name}: ${words}`);
  }
  return said;
}

test('while the first copy is on the way no screen says that the shop has nothing', async () => {
  test.setTimeout(180_000);
  const installation = await Installation.start();
  // In the early morning nothing is sold yet, and the screens rightly say so.
  const first = await managersPhone(installation);
  await sellOne(first.page, 'Huile végétale 1 L');
  await first.waitUntilSafe();
  await first.remove();
  const gateway = await Gateway.open(installation.url);
  const phone = await Phone.start(gateway.url);
  const { page } = phone;
  const letGo = gateway.hold('/_all_docs');
  try {
    await phone.goto('/connexion');
    await page.getByLabel('Adresse e-mail').fill(installation.login.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(installation.login.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByText('Première copie').first()).toBeVisible();
    expect(await denials(page, 'p001')).toEqual([]);

    // The catalogue and its figures come; tickets, money and dates are still on the way.
    letGo();
    gateway.hold('/_all_docs', 0);
    await follow(page, '/');
    await phone.untilShown();
    // What is in no catalogue does not exist.
    expect(await denials(page, 'p001', ['inconnu', 'alerte-inconnue'])).toEqual([]);
  } finally {
    await phone.remove();
    await gateway.close();
    await installation.remove();
  }
});
