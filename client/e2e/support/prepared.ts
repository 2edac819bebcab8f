import { join } from 'node:path';

/** Tests run in other processes than their preparation: the environment tells them where it is. */
const VARIABLE = 'E2E_PREPARED';

/** The data of an installation that has every shop. */
export const dataIn = (folder: string): string => join(folder, 'data');

/** The browser's profile of a phone that is signed in to its demo shop and holds all of it. */
export const phoneIn = (folder: string): string => join(folder, 'phone');

/** Lets the tests of this run copy from `folder`. */
export function announcePrepared(folder: string): void {
  process.env[VARIABLE] = folder;
}

/** The folder that this run's tests copy from, null when each makes its own. */
export const prepared = (): string | null => process.env[VARIABLE] ?? null;
