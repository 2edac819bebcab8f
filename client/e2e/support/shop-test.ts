import { test as base } from '@playwright/test';
import { Installation } from './installation.ts';
import { Phone } from './phone.ts';

/**
 * A phone that has been the manager's for some time, open on the overview, at `url`. Only the first one of an
 * installation is a copy: the server knows a device by its session, so that a second copy would be taken for a thief.
 */
export async function managersPhone(installation: Installation, url = installation.url): Promise<Phone> {
  const profile = installation.takePhone();
  const phone = await (profile ? Phone.copyOf(profile, url) : Phone.start(url));
  try {
    if (profile) {
      await phone.goto('/');
      await phone.untilShown();
      await phone.waitUntilSafe();
    } else await phone.signIn(installation.login);
  } catch (error) {
    await phone.remove();
    throw error;
  }
  return phone;
}

/**
 * For tests that each want the product for themselves: an installation of their own, its manager's phone, or a phone
 * that nobody has signed in on.
 */
export const test = base.extend<{ installation: Installation; phone: Phone; newPhone: Phone }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that it needs no other fixture.
  installation: async ({}, use) => {
    const installation = await Installation.start();
    await use(installation);
    await installation.remove();
  },
  phone: async ({ installation }, use) => {
    const phone = await managersPhone(installation);
    await use(phone);
    await phone.remove();
  },
  newPhone: async ({ installation }, use) => {
    const phone = await Phone.start(installation.url);
    await use(phone);
    await phone.remove();
  },
});
