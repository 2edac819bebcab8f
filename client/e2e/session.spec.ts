import { readFile } from 'node:fs/promises';
import type { Sale } from '@digiboost/domain/documents';
import { expect } from '@playwright/test';
import { documentsBetween } from './support/server-side.ts';
import { test } from './support/shop-test.ts';
import { sellOne } from './support/steps.ts';

test('a person who asks for a screen signs in and lands on it; every refusal says what to do', async ({
  installation,
  newPhone: phone,
}) => {
  const { page } = phone;
  await phone.goto('/stock?statut=faible');
  await expect(page).toHaveURL(/\/connexion\?retour=/);

  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByText('Tapez votre adresse e-mail ou votre numéro.')).toBeVisible();
  await page.getByLabel('Adresse e-mail').fill(installation.login.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText('Adresse, numéro ou mot de passe incorrect');

  await phone.link.cut();
  await page.getByLabel('Mot de passe', { exact: true }).fill(installation.login.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText('Pas de réseau');

  await phone.link.open();
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await phone.waitUntilSafe();
  await expect(page).toHaveURL(/\/stock\?statut=faible$/);
});

test('the PIN guards the opening, without a network too, and yields only to the right digits', async ({ phone }) => {
  const { page } = phone;
  await phone.goto('/reglages/code-pin');
  await page.getByRole('button', { name: 'Choisir un code PIN' }).click();
  await page.getByLabel('Code PIN (4 à 6 chiffres)').fill('4821');
  await page.getByLabel('Le même code').fill('4821');
  await page.getByRole('button', { name: 'Enregistrer le code' }).click();
  await expect(page.getByText('Code PIN enregistré.')).toBeVisible();

  await phone.link.cut();
  await phone.goto('/');
  await expect(page.getByText('Tapez votre code PIN')).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
  for (const digit of '0000') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await expect(page.getByRole('alert')).toContainText('Code incorrect');
  for (const digit of '4821') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await expect(page.getByText('Valeur du stock')).toBeVisible();

  // Whoever finds the phone open does not take the code away.
  await phone.goto('/reglages/code-pin');
  for (const digit of '4821') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await page.getByRole('button', { name: 'Retirer le code' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Votre code actuel').fill('1111');
  await sheet.getByRole('button', { name: 'Retirer le code' }).click();
  await expect(sheet.getByText('Code incorrect')).toBeVisible();
  await sheet.getByLabel('Votre code actuel').fill('4821');
  await sheet.getByRole('button', { name: 'Retirer le code' }).click();
  await expect(page.getByText('Sans code, toute personne')).toBeVisible();
});

test('signing out with a sale that is only on this phone waits for a copy of it', async ({ phone }) => {
  const { page } = phone;
  await phone.link.cut();
  await sellOne(page, 'Riz brisé parfumé 25 kg');
  await phone.goto('/reglages');
  await expect(page.getByText(/1 vente pas encore envoyée/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 document n’est que sur ce téléphone');
  const leave = dialog.getByRole('button', { name: 'Se déconnecter' });
  await expect(leave).toBeDisabled();

  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Enregistrer une copie' }).click();
  const copy = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(copy.unsent).toMatchObject([{ type: 'sale', status: 'DELIVERED' }]);
  await leave.click();
  await expect(page).toHaveURL(/\/connexion$/);
});

test('who opens an administrator’s link chooses a password and is in the shop; the link serves once', async ({
  phone,
  newPhone,
}) => {
  const { page } = phone;
  await phone.goto('/reglages/utilisateurs');
  await page.getByRole('button', { name: 'Inviter par un lien' }).click();
  await page.getByLabel('Nom').fill('Modou Sarr');
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await page.getByText(/\/invitation#/).textContent();
  const path = `/invitation${new URL(link ?? '').hash}`;
  await expect(page.getByRole('link', { name: 'Envoyer sur WhatsApp' })).toHaveAttribute(
    'href',
    /wa\.me.*invitation%23/,
  );

  await newPhone.goto(path);
  await expect(newPhone.page.getByText('Bonjour Modou Sarr')).toBeVisible();
  await newPhone.page.getByLabel('Votre adresse e-mail').fill('modou.sarr@boutique.sn');
  await newPhone.page.getByLabel('Votre mot de passe', { exact: true }).fill('phare mangue pirogue');
  await newPhone.page.getByRole('button', { name: 'Créer mon compte' }).click();
  await newPhone.waitUntilSafe();
  await phone.goto('/reglages/utilisateurs');
  await expect(page.getByText('modou.sarr@boutique.sn')).toBeVisible();
  await phone.goto(path);
  await expect(page.getByText('Cette invitation ne sert plus')).toBeVisible();
});

test('two people sell on one phone without a network, each by their code and in their own name', async ({
  installation,
  phone,
}) => {
  const { page } = phone;
  await phone.goto('/reglages/utilisateurs');
  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Nom').fill('Modou Sarr');
  await sheet.getByLabel('Adresse e-mail').fill('modou.sarr@boutique.sn');
  await sheet.getByLabel('Numéro WhatsApp').fill('77 655 44 33');
  await sheet.getByLabel('Mot de passe').fill('phare mangue pirogue');
  await sheet.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(sheet).toBeHidden();

  await phone.goto('/reglages/code-pin');
  await page.getByRole('button', { name: 'Choisir un code PIN' }).click();
  await sheet.getByLabel('Code PIN (4 à 6 chiffres)').fill('4821');
  await sheet.getByLabel('Le même code').fill('4821');
  await sheet.getByRole('button', { name: 'Enregistrer le code' }).click();
  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  await sheet.getByLabel('Adresse e-mail ou téléphone').fill('77 655 44 33');
  await sheet.getByLabel('Mot de passe', { exact: true }).fill('phare mangue pirogue');
  await sheet.getByLabel('Son code').fill('7777');
  await sheet.getByRole('button', { name: 'Ajouter' }).click();
  await expect(page.getByRole('list', { name: 'Personnes de ce téléphone' })).toContainText('Modou Sarr');

  await phone.link.cut();
  await sellOne(page, 'Huile végétale 1 L');
  await page.getByRole('link', { name: 'Plus', exact: true }).click();
  await page.getByRole('button', { name: /^Changer de personne/ }).click();
  await page.getByText('Modou Sarr', { exact: true }).click();
  for (const digit of '7777') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await sellOne(page, 'Mil');
  await page.getByRole('link', { name: 'Plus', exact: true }).click();
  await expect(page.getByRole('button', { name: /Maintenant : Modou Sarr/ })).toBeVisible();

  await phone.reconnect();
  await phone.waitUntilSafe();
  const sales = await documentsBetween<Sale>(installation, 'sale:', 'sale;');
  const [first, second] = sales.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-2);
  expect(first?.createdBy).not.toBe(second?.createdBy);
});
