import { compareNames } from '@digiboost/domain/french';
import { isEmail } from '@digiboost/domain/shared/email';
import { formatPhone, PHONE_FAULTS, type PhoneFault, parsePhone } from '@digiboost/domain/shared/phone';
import { ok, type Result } from '@digiboost/domain/shared/result';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import type { ApiFault } from '../../session/api-call.ts';
import { settings } from './fr.ts';
import type { NewUser, ShopRole, ShopUser, UserChanges, UsersApi } from './users-api.ts';

const { needsNetwork, signInAgain } = settings.users;
/** The sentence of a fault. */
const sentence = (fault: ApiFault): string =>
  apiFaultText(fault, { 'no-network': needsNetwork, 'signed-out': signInAgain });

/** The list of the shop's people, and the form of one of them. */
export class Users {
  readonly #api: UsersApi;
  list = $state.raw<readonly ShopUser[] | null>(null);
  /** Why the list or the last save failed. */
  fault = $state('');
  form = $state.raw<UserForm | null>(null);

  constructor(api: UsersApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    this.fault = '';
    const answer = await this.#api.list();
    if (answer.ok) this.list = [...answer.value].sort((a, b) => compareNames(a.name, b.name));
    else this.fault = sentence(answer.error);
  }

  /** Opens the form of a new person, or of `user`. */
  open(user: ShopUser | null): void {
    this.form = new UserForm(this.#api, user);
  }

  close(): void {
    this.form = null;
  }

  /** Sends the form; the person's name when it was taken, else null and the form says why. */
  async save(): Promise<string | null> {
    const saved = await this.form?.send();
    if (!saved) return null;
    this.form = null;
    await this.load();
    return saved.name;
  }
}

/** The number that was typed, null when none was, or why it is none. */
export const readNumber = (text: string): Result<string | null, PhoneFault> =>
  text.trim() === '' ? ok(null) : parsePhone(text);

const SHORTEST_PASSWORD = 10;

/** What is typed about one person. */
export class UserForm {
  readonly #api: UsersApi;
  readonly user: ShopUser | null;
  name = $state('');
  email = $state('');
  role = $state<ShopRole>('user');
  whatsapp = $state('');
  password = $state('');
  isActive = $state(true);
  busy = $state(false);
  fault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});

  constructor(api: UsersApi, user: ShopUser | null) {
    this.#api = api;
    this.user = user;
    if (!user) return;
    this.name = user.name;
    this.email = user.email;
    this.role = user.role;
    this.whatsapp = user.whatsapp ? formatPhone(user.whatsapp) : '';
    this.isActive = user.isActive;
  }

  async send(): Promise<ShopUser | null> {
    if (this.busy) return null;
    const number = readNumber(this.whatsapp);
    this.fault = '';
    this.fields = this.#faults(number);
    if (!number.ok || Object.keys(this.fields).length > 0) return null;
    this.busy = true;
    try {
      const { user } = this;
      const answer = user
        ? await this.#change(user, number.value)
        : await this.#api.create(this.#newcomer(number.value));
      if (answer.ok) return answer.value;
      if (answer.error.code === 'refused') this.fields = answer.error.fields;
      this.fault = sentence(answer.error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** What can be told without asking the server. */
  #faults(number: Result<string | null, PhoneFault>): Record<string, string> {
    const words = settings.users.faults;
    const isShort = this.password.length < SHORTEST_PASSWORD && (this.user === null || this.password !== '');
    return {
      ...(this.name.trim() === '' ? { name: words.name } : {}),
      ...(isEmail(this.email) ? {} : { email: words.email }),
      ...(number.ok ? {} : { whatsapp: PHONE_FAULTS[number.error] }),
      ...(isShort ? { password: words.password } : {}),
    };
  }

  #newcomer(whatsapp: string | null): NewUser {
    const { name, email, role, password } = this;
    return { name, email, role, password, ...(whatsapp ? { whatsapp } : {}) };
  }

  async #change(user: ShopUser, whatsapp: string | null): ReturnType<UsersApi['change']> {
    const draft: UserChanges = {
      ...(this.name.trim() === user.name ? {} : { name: this.name }),
      ...(this.role === user.role ? {} : { role: this.role }),
      ...(this.isActive === user.isActive ? {} : { isActive: this.isActive }),
      ...(whatsapp === user.whatsapp ? {} : { whatsapp }),
      ...(this.password === '' ? {} : { password: this.password }),
    };
    return Object.keys(draft).length === 0 ? { ok: true, value: user } : this.#api.change(user.id, draft);
  }
}
