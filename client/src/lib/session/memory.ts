import { readUser } from './auth-api.ts';
import type { PinRecord } from './pin.ts';
import type { SessionUser } from './types.ts';

const USER = 'digiboost.user';
const PIN = 'digiboost.pin';
const UNSENT = 'digiboost.unsent';
const LOGOUT = 'digiboost.logout';
const COMPANIONS = 'digiboost.companions';
const ACTING = 'digiboost.acting';

/** Somebody who works on this phone beside whoever signed in on it, and the code that tells them apart. */
export interface Companion {
  readonly user: SessionUser;
  readonly pin: PinRecord;
}

/** What the phone remembers between openings, read at once so that the first screen never waits. */
export class SessionMemory {
  readonly #storage: Storage | undefined;
  constructor(storage: Storage | undefined) {
    this.#storage = storage;
  }

  get user(): SessionUser | null {
    return readUser(this.#read(USER));
  }
  set user(user: SessionUser | null) {
    this.#write(USER, user);
  }

  get pin(): PinRecord | null {
    const value = this.#read(PIN);
    return typeof value === 'object' && value !== null && 'hash' in value ? (value as PinRecord) : null;
  }
  set pin(pin: PinRecord | null) {
    this.#write(PIN, pin);
  }

  get companions(): readonly Companion[] {
    const value = this.#read(COMPANIONS);
    return Array.isArray(value) ? value.filter((one) => readUser(one?.user) && one.pin?.hash) : [];
  }
  set companions(companions: readonly Companion[]) {
    this.#write(COMPANIONS, companions.length === 0 ? null : companions);
  }

  /** Which of them works on it now, by id; null: whoever signed in. */
  get acting(): string | null {
    const value = this.#read(ACTING);
    return typeof value === 'string' ? value : null;
  }
  set acting(id: string | null) {
    this.#write(ACTING, id);
  }

  /** Documents that were not acknowledged when last looked at. */
  get unsent(): number {
    const value = this.#read(UNSENT);
    return typeof value === 'number' ? value : 0;
  }
  set unsent(count: number) {
    if (count !== this.unsent) this.#write(UNSENT, count === 0 ? null : count);
  }

  /** The server has not heard of the last sign-out yet. */
  get logoutOwed(): boolean {
    return this.#read(LOGOUT) === true;
  }
  set logoutOwed(owed: boolean) {
    this.#write(LOGOUT, owed ? true : null);
  }

  /** Whether a storage event's key is one that another tab's sign-in or sign-out writes. */
  static isSessionKey(key: string | null): boolean {
    return key === null || key === USER || key === ACTING || key === COMPANIONS;
  }

  #read(key: string): unknown {
    try {
      const text = this.#storage?.getItem(key) ?? null;
      return text === null ? null : JSON.parse(text);
    } catch {
      // Refused, or cut off while it was kept: as if nothing had been.
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    try {
      if (value === null) this.#storage?.removeItem(key);
      else this.#storage?.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs a sign-in at the next opening, nothing else.
    }
  }
}
