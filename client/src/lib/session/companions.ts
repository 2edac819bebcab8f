import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { ageMs, type PhoneTime, type Reading, read } from '../replica/clock.ts';
import type { Companion, SessionMemory } from './memory.ts';
import type { PinRecord } from './pin.ts';
import type { AuthApi, SessionUser, TokenFault } from './types.ts';

/** A token is renewed when it has less than this left: a slow send must not find it expired on arrival. */
const MARGIN_MS = 60_000;

/** A token as the phone holds it. */
export interface Token {
  readonly value: string;
  readonly takenAt: Reading;
  readonly livesMs: number;
}

export const isFresh = (time: PhoneTime, token: Token | null): token is Token =>
  token !== null && token.livesMs - ageMs(time, token.takenAt) > MARGIN_MS;

type Given = Promise<Result<string, TokenFault>>;

/**
 * The people who work on a phone beside whoever signed in on it, each known by their code, and which of them does now.
 */
export class Companions {
  readonly #memory: SessionMemory;
  readonly #api: Pick<AuthApi, 'companionToken'>;
  readonly #time: PhoneTime;
  readonly #tokens = new Map<string, Token>();

  constructor(memory: SessionMemory, api: Pick<AuthApi, 'companionToken'>, time: PhoneTime) {
    this.#memory = memory;
    this.#api = api;
    this.#time = time;
  }

  get all(): readonly Companion[] {
    return this.#memory.companions;
  }

  /** Who of them works now; undefined: whoever signed in does. */
  get acting(): Companion | undefined {
    const { acting } = this.#memory;
    return acting === null ? undefined : this.of(acting);
  }

  act(id: string | undefined): void {
    this.#memory.acting = id !== undefined && this.of(id) ? id : null;
  }

  of(id: string | undefined): Companion | undefined {
    return this.all.find(({ user }) => user.id === id);
  }

  byEmail(email: string): Companion | undefined {
    return this.all.find(({ user }) => user.email.toLowerCase() === email.trim().toLowerCase());
  }

  keep(user: SessionUser, pin: PinRecord): void {
    const others = this.all.filter((one) => one.user.id !== user.id);
    this.#memory.companions = [...others, { user, pin }];
  }

  drop(id: string): void {
    if (this.#memory.acting === id) this.#memory.acting = null;
    this.#memory.companions = this.all.filter(({ user }) => user.id !== id);
    this.#tokens.delete(id);
  }

  clear(): void {
    this.#memory.companions = [];
    this.#memory.acting = null;
    this.#tokens.clear();
  }

  /** A token of theirs, another one than `refused`; `own` gives one of whoever signed in, another than it is told. */
  async token(id: string, own: (refused?: string) => Given, refused?: string): Given {
    const held = this.#tokens.get(id) ?? null;
    if (held?.value !== refused && isFresh(this.#time, held)) return ok(held.value);
    const first = await own();
    if (!first.ok) return first;
    let answer = await this.#api.companionToken(first.value, id);
    if (!answer.ok && answer.error === 'signed-out') {
      // The phone's own token may have been too old.
      const second = await own(first.value);
      if (!second.ok) return second;
      answer = await this.#api.companionToken(second.value, id);
    }
    if (!answer.ok) return fail(answer.error === 'offline' ? 'offline' : 'signed-out');
    const { user, accessToken, expiresIn } = answer.value;
    this.#tokens.set(id, { value: accessToken, takenAt: read(this.#time), livesMs: expiresIn * 1000 });
    const known = this.of(id);
    // Another name or role: the server's word.
    if (known) this.#memory.companions = this.all.map((one) => (one === known ? { ...one, user } : one));
    return ok(accessToken);
  }
}
