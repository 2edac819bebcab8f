import { randomBytes } from 'node:crypto';
import { PASSWORD, type World } from './world.ts';

export const newPhoneKey = (): string => randomBytes(32).toString('base64url');

/** What a phone holds: its cookie, the key that the server knows it by, and the one that it announces. */
export interface Held {
  readonly cookie: string;
  readonly key: string;
  readonly next: string;
}

/** Asks for the next token with what is held. */
export const refreshWith = (world: World, { cookie, key, next }: Held) =>
  world.call('POST', '/api/v1/auth/refresh', { refresh: cookie, body: { key, next } });

/** A phone that signs in and refreshes as the app does. */
export interface TestPhone {
  held: Held;
  /** Refreshes, and takes over what the answer brought. */
  refresh(): ReturnType<typeof refreshWith>;
  /** Refreshes, and never hears the answer. */
  refreshUnheard(): ReturnType<typeof refreshWith>;
}

/** Signs in on a phone of its own. */
export async function signInOnPhone(world: World, email: string, password = PASSWORD): Promise<TestPhone> {
  const key = newPhoneKey();
  const { refreshToken } = await world.call('POST', '/api/v1/auth/login', { body: { email, password, key } });
  const phone: TestPhone = {
    held: { cookie: refreshToken ?? '', key, next: newPhoneKey() },
    async refresh() {
      const answer = await refreshWith(world, phone.held);
      if (answer.status === 200) {
        phone.held = { cookie: answer.refreshToken ?? '', key: phone.held.next, next: newPhoneKey() };
      }
      return answer;
    },
    refreshUnheard: () => refreshWith(world, phone.held),
  };
  return phone;
}
