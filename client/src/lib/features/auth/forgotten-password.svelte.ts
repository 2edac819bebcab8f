import type { Result } from '@digiboost/domain/shared/result';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { forgottenPassword as words } from '../../i18n/fr/forgotten-password.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { ApiOperations } from '../../session/api-operations.ts';
import type { SignInFailure } from '../../session/types.ts';
import { loginFault, sentenceOf } from './sign-in.ts';

const SHORTEST = 10;

/** Whose link was opened. */
type LinkOwner = ApiOperations['POST /auth/password-link/owner']['answer'];

type SignIn = (email: string, password: string) => Promise<Result<unknown, SignInFailure>>;

/** What asking for the link and choosing the password have in common: one thing at a time, and what is wrong. */
class NetworkForm {
  protected readonly call: ApiCall;
  busy = $state(false);
  fault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});

  constructor(call: ApiCall) {
    this.call = call;
  }

  /** Asks the server unless a field is at fault; true when it has done it. */
  protected async ask(
    question: () => Promise<Result<unknown, ApiFault>>,
    faults: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    this.fault = '';
    this.fields = faults;
    if (Object.keys(faults).length > 0) return false;
    const answer = await question();
    if (answer.ok) return true;
    if (answer.error.code === 'refused') this.fields = answer.error.fields;
    this.fault = apiFaultText(answer.error);
    return false;
  }

  /** Does one thing unless another is under way. */
  protected async once(work: () => Promise<boolean>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }
}

/** The form in which somebody asks for a link to their address. */
export class AskForLink extends NetworkForm {
  email = $state('');
  /** The address that was asked for; empty until then. */
  sentTo = $state('');

  send(): Promise<boolean> {
    return this.once(async () => {
      const email = this.email.trim();
      const wrong = loginFault(email);
      const isAsked = await this.ask(
        () => this.call('POST', '/auth/password-link', { email }),
        wrong ? { email: wrong } : {},
      );
      if (isAsked) this.sentTo = email;
      return isAsked;
    });
  }
}

/** The form in which whoever holds a link chooses another password. */
export class ChoosePassword extends NetworkForm {
  readonly #signIn: SignIn;
  readonly #token: string;
  owner = $state.raw<LinkOwner | null>(null);
  /** Why the link cannot be used. */
  linkFault = $state('');
  password = $state('');
  /** The password was set: what is left is to sign in. */
  #isSet = false;

  constructor(call: ApiCall, signIn: SignIn, token: string) {
    super(call);
    this.#signIn = signIn;
    this.#token = token;
  }

  async load(): Promise<void> {
    this.linkFault = '';
    const answer = await this.call('POST', '/auth/password-link/owner', { token: this.#token });
    if (answer.ok) this.owner = answer.value;
    else this.linkFault = apiFaultText(answer.error);
  }

  /** Sets the password and signs in; true once that is done. A sign-in that failed is tried again by itself. */
  send(): Promise<boolean> {
    return this.once(async () => {
      const { owner, password } = this;
      if (!owner || !(await this.#set(password))) return false;
      const signedIn = await this.#signIn(owner.email, password);
      if (!signedIn.ok) this.fault = sentenceOf(signedIn.error);
      return signedIn.ok;
    });
  }

  async #set(password: string): Promise<boolean> {
    if (this.#isSet) return true;
    const faults = password.length < SHORTEST ? { password: words.short } : {};
    const choice = { token: this.#token, password };
    this.#isSet = await this.ask(() => this.call('POST', '/auth/password-link/password', choice), faults);
    return this.#isSet;
  }
}
