import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { createSubscriber } from 'svelte/reactivity';
import { ageMs, DEVICE_TIME, type PhoneTime, type Reading, read } from '../replica/clock.ts';
import { Companions, isFresh, type Token } from './companions.ts';
import type { DurableSession } from './durable-session.ts';
import { SessionMemory } from './memory.ts';
import { type KeyStore, keysInMemory, refreshWithKey, signInWithKey } from './phone-key.ts';
import { createPin, type PinOutcome, type PinRecord, tryPin } from './pin.ts';
import type { AuthApi, Grant, SessionUser, SignInFailure, TokenFault } from './types.ts';

/** The app asks for the PIN again after this long out of sight. */
export const LOCK_AFTER_MS = 5 * 60_000;

interface SessionDeps {
  readonly api: AuthApi;
  /** Where the person and the phone's keys are written down for good; see durable-session.ts. */
  readonly durable?: Pick<DurableSession, 'read' | 'write' | 'readKeys' | 'writeKeys'>;
  readonly storage: Storage | undefined;
  readonly time?: PhoneTime;
}

/**
 * Who uses this phone. Opens on what the phone remembers, without a network; the server is asked only for the tokens
 * that sending needs. An expired session never closes the shop: it sets `expired` and sending waits.
 */
export class Session {
  readonly #api: AuthApi;
  readonly #memory: SessionMemory;
  readonly #durable: SessionDeps['durable'];
  readonly #keys: KeyStore;
  readonly #time: PhoneTime;
  #user: SessionUser | null;
  #expired = false;
  #locked: boolean;
  #hiddenAt: Reading | null = null;
  /** The last wrong PIN, or the opening: the wait for the next try is counted from here by the timer alone. */
  #triedAt: number;
  #token: Token | null = null;
  readonly #companions: Companions;
  #refreshing: Promise<Result<string, TokenFault>> | null = null;
  #changed: () => void = () => undefined;
  readonly #subscribe = createSubscriber((update) => {
    this.#changed = update;
  });

  constructor({ api, storage, durable, time = DEVICE_TIME }: SessionDeps) {
    this.#api = api;
    this.#time = time;
    this.#triedAt = time.elapsed();
    this.#memory = new SessionMemory(storage);
    this.#companions = new Companions(this.#memory, api, time);
    this.#durable = durable;
    this.#keys = durable ?? keysInMemory();
    this.#user = this.#memory.user;
    this.#locked = this.#memory.pin !== null;
  }

  /** Who works on this phone. Null: nobody ever signed in on it, or they signed out. */
  get user(): SessionUser | null {
    this.#subscribe();
    return this.#companions.acting?.user ?? this.#user;
  }

  /** Everybody who may, each with their code: whoever signed in first. */
  get people(): readonly SessionUser[] {
    this.#subscribe();
    return this.#user ? [this.#user, ...this.#companions.all.map(({ user }) => user)] : [];
  }

  /** Who signed in: what they do ends for all. */
  get owner(): SessionUser | null {
    this.#subscribe();
    return this.#user;
  }

  /** Who is to sign in once the session is over: whoever works on the phone, unless it is the phone's own that is. */
  get awaited(): SessionUser | null {
    return isFresh(this.#time, this.#token) ? this.user : this.owner;
  }

  /** The server ended the session: signing in again is needed to send. */
  get expired(): boolean {
    this.#subscribe();
    return this.#expired;
  }

  /** The PIN is to be typed first. */
  get locked(): boolean {
    this.#subscribe();
    return this.#locked && this.#user !== null;
  }

  get hasPin(): boolean {
    this.#subscribe();
    return this.#pinOf(this.user?.id) !== null;
  }

  /** Finds again who signed in when the quick memory was lost with the battery. */
  async restore(): Promise<void> {
    if (this.#user) return;
    const user = (await this.#durable?.read()) ?? null;
    if (!user || this.#user || this.#memory.logoutOwed) return;
    this.#memory.user = user;
    this.#user = user;
    this.#changed();
  }

  /** Whether this person may record sales and change the stock. */
  get canWrite(): boolean {
    return this.user?.role === 'admin' || this.user?.role === 'user';
  }

  get isAdmin(): boolean {
    return this.user?.role === 'admin';
  }

  /** Documents that were not acknowledged when last looked at: known before the replica is open. */
  get unsent(): number {
    return this.#memory.unsent;
  }
  set unsent(count: number) {
    this.#memory.unsent = count;
  }

  /**
   * Signs in with the server. Documents that wait to be sent are sent in the name of who recorded them: another account
   * is refused until they are. When the PIN was asked for it is forgotten: the password proves more.
   */
  async signIn(login: string, password: string): Promise<Result<SessionUser, SignInFailure>> {
    const companion = this.#companions.byEmail(login);
    if (companion) return this.join(login, password, companion.pin);
    const known = this.#user;
    const mustStay = known !== null && this.unsent > 0;
    const other = fail({ code: 'other-account', retryAfterMs: null } as const);
    const named = login.trim();
    if (mustStay && named.includes('@') && known.email.toLowerCase() !== named.toLowerCase()) return other;
    const answer = await signInWithKey(this.#keys, (key) => this.#api.login(named, password, key));
    if (!answer.ok) return answer;
    // Only the server knows whose number it is.
    if (mustStay && answer.value.user.id !== known.id) {
      await this.#api.logout();
      return other;
    }
    this.#memory.logoutOwed = false;
    if (known?.id === answer.value.user.id) this.#companions.act(undefined);
    else this.#companions.clear();
    if (this.#locked) this.#memory.pin = null;
    this.#locked = false;
    this.#take(answer.value);
    await this.#durable?.write(answer.value.user);
    return ok(answer.value.user);
  }

  /**
   * Lets somebody else of the shop work on this phone, by `pin`: their own, or what is kept of it. They have signed in
   * here once; whoever signed in on the phone has to have a code, too.
   */
  async join(login: string, password: string, pin: string | PinRecord): Promise<Result<SessionUser, SignInFailure>> {
    const token = await this.#ownToken();
    if (!token.ok) return fail({ code: token.error === 'offline' ? 'no-network' : 'owner-first', retryAfterMs: null });
    const joined = await this.#api.join(token.value, login.trim(), password);
    if (!joined.ok) return joined;
    const user = joined.value;
    // Whoever knows the password has forgotten nothing.
    const record = typeof pin === 'string' ? await createPin(pin) : { ...pin, failures: 0 };
    if (user.id !== this.#user?.id) this.#companions.keep(user, record);
    this.#expired = false;
    this.#changed();
    return joined;
  }

  /** Somebody works on this phone no more; what they recorded and is not sent yet waits until they do. */
  async dismiss(id: string): Promise<void> {
    this.#companions.drop(id);
    this.#changed();
    const token = await this.#ownToken();
    if (token.ok) await this.#api.leave(token.value, id);
  }

  /**
   * A token the server takes for at least another minute, another one than `refused`, in the name of `by`, where they
   * work on this phone, or else of whoever does now. Asked by several at once, the server is asked once.
   */
  async accessToken(refused?: string, by?: string): Promise<Result<string, TokenFault>> {
    const acting = this.#companions.acting?.user.id;
    const asked = by !== undefined && this.people.some(({ id }) => id === by) ? by : (acting ?? this.#user?.id);
    if (asked === undefined || asked === this.#user?.id) return this.#ownToken(refused);
    const answer = await this.#companions.token(asked, (old) => this.#ownToken(old), refused);
    if (answer.ok || answer.error === 'offline') return answer;
    // Somebody else's words are refused one by one, which stops nobody: they are offered again once they are back.
    if (asked !== acting) return this.accessToken(undefined, acting ?? this.#user?.id);
    this.#expired = true;
    this.#changed();
    return answer;
  }

  async #ownToken(refused?: string): Promise<Result<string, TokenFault>> {
    if (!this.#user) return fail('signed-out');
    if (refused !== undefined && this.#token?.value === refused) this.#token = null;
    if (isFresh(this.#time, this.#token)) return ok(this.#token.value);
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /**
   * Signs out, unless documents are still only on this phone and no copy of them was kept. Without a network the
   * server is told at the next opening.
   */
  async signOut(state: { readonly unsent: number; readonly exported: boolean }): Promise<Result<void, 'unsent'>> {
    if (state.unsent > 0 && !state.exported) return fail('unsent');
    this.#memory.user = null;
    this.#memory.pin = null;
    this.#companions.clear();
    this.#memory.logoutOwed = true;
    await this.#durable?.write(null);
    this.#user = null;
    this.#token = null;
    this.#locked = false;
    this.#expired = false;
    this.#changed();
    await this.settle();
    return ok(undefined);
  }

  /** Tells the server of a sign-out that it has not heard of. */
  async settle(): Promise<void> {
    if (this.#memory.logoutOwed && (await this.#api.logout())) this.#memory.logoutOwed = false;
  }

  /** Asks for `pin` (4 to 6 digits) at every opening. */
  async setPin(pin: string): Promise<void> {
    this.#keepPin(this.user?.id, await createPin(pin));
    this.#changed();
  }

  /** Nobody is asked any more; while several work on this phone their codes tell them apart. */
  removePin(): void {
    if (this.people.length > 1) return;
    this.#memory.pin = null;
    this.#locked = false;
    this.#changed();
  }

  /** Asks who works on now. */
  lock(): void {
    this.#locked = this.#memory.pin !== null;
    this.#changed();
  }

  /** Opens with the PIN of `who`, who works on this phone from then on; null when there was none to ask for. */
  async unlock(pin: string, who = this.user?.id): Promise<PinOutcome | null> {
    const record = this.#pinOf(who);
    if (!record) {
      this.#locked = false;
      this.#changed();
      return null;
    }
    const outcome = await tryPin(record, pin, this.#time.elapsed() - this.#triedAt);
    if (outcome.record.failures > record.failures) this.#triedAt = this.#time.elapsed();
    this.#keepPin(who, outcome.record);
    if (outcome.result === 'right') {
      this.#locked = false;
      this.#companions.act(who);
    }
    this.#changed();
    return outcome;
  }

  #pinOf(id: string | undefined): PinRecord | null {
    return id === undefined || id === this.#user?.id ? this.#memory.pin : (this.#companions.of(id)?.pin ?? null);
  }

  #keepPin(id: string | undefined, pin: PinRecord): void {
    const companion = this.#companions.of(id);
    if (companion) this.#companions.keep(companion.user, pin);
    else this.#memory.pin = pin;
  }

  /** The app goes out of sight, or comes back: after 5 minutes the PIN is asked for again. */
  visible(isVisible: boolean): void {
    if (!isVisible) this.#hiddenAt = read(this.#time);
    else if (this.#hiddenAt && ageMs(this.#time, this.#hiddenAt) > LOCK_AFTER_MS && this.#memory.pin) {
      this.#locked = true;
      this.#changed();
    }
  }

  /** Another tab signed in or out. */
  storageChanged(key: string | null): void {
    if (!SessionMemory.isSessionKey(key)) return;
    const user = this.#memory.user;
    if (user?.id !== this.#user?.id) this.#token = null;
    else if (this.#expired && user) this.#expired = false;
    this.#user = user;
    this.#changed();
  }

  #take(grant: Grant): void {
    this.#token = { value: grant.accessToken, takenAt: read(this.#time), livesMs: grant.expiresIn * 1000 };
    this.#user = grant.user;
    this.#memory.user = grant.user;
    this.#expired = false;
    this.#changed();
  }

  async #refresh(): Promise<Result<string, TokenFault>> {
    const before = this.#user?.id;
    const answer = await refreshWithKey(this.#keys, (proof) => this.#api.refresh(proof));
    // Signed out meanwhile, or the cookie is another person's: nothing may be sent in this one's name.
    if (this.#user?.id !== before || (answer.ok && answer.value.user.id !== before)) return fail('signed-out');
    if (answer.ok) {
      this.#take(answer.value);
      return ok(answer.value.accessToken);
    }
    if (answer.error === 'signed-out') {
      this.#token = null;
      this.#expired = true;
      this.#changed();
    }
    return answer;
  }
}
