import { ok, type Result } from '@digiboost/domain/shared/result';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { invitation } from '../../i18n/fr/invitation.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { ApiOperations } from '../../session/api-operations.ts';
import type { SignInFailure } from '../../session/types.ts';
import { emailFault, sentenceOf } from './sign-in.ts';

const words = invitation.accept;
const SHORTEST = 10;

/** What an invitation leads to. */
type Invited = ApiOperations['POST /auth/invitation']['answer'];

type SignIn = (email: string, password: string) => Promise<Result<unknown, SignInFailure>>;

/** The form in which somebody makes themselves an account with the link that they were given. */
export class AcceptInvitation {
  readonly #call: ApiCall;
  readonly #signIn: SignIn;
  readonly #token: string;
  invited = $state.raw<Invited | null>(null);
  /** Why the link cannot be used. */
  linkFault = $state('');
  email = $state('');
  password = $state('');
  busy = $state(false);
  fault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});
  /** The account was made: what is left is to sign in. */
  #isMade = false;

  constructor(call: ApiCall, signIn: SignIn, token: string) {
    this.#call = call;
    this.#signIn = signIn;
    this.#token = token;
  }

  async load(): Promise<void> {
    this.linkFault = '';
    const answer = await this.#call('POST', '/auth/invitation', { token: this.#token });
    if (answer.ok) this.invited = answer.value;
    else
      this.linkFault =
        Object.values(answer.error.code === 'refused' ? answer.error.fields : {})[0] ?? apiFaultText(answer.error);
  }

  /** Makes the account and signs in; true once that is done. A sign-in that failed is tried again by itself. */
  async send(): Promise<boolean> {
    if (this.busy) return false;
    this.fault = '';
    const email = emailFault(this.email);
    this.fields = {
      ...(email ? { email } : {}),
      ...(this.password.length < SHORTEST ? { password: words.short } : {}),
    };
    if (Object.keys(this.fields).length > 0) return false;
    this.busy = true;
    try {
      const made = await this.#make();
      if (!made.ok) {
        if (made.error.code === 'refused') this.fields = made.error.fields;
        this.fault = apiFaultText(made.error);
        return false;
      }
      const signedIn = await this.#signIn(this.email, this.password);
      if (!signedIn.ok) this.fault = sentenceOf(signedIn.error);
      return signedIn.ok;
    } finally {
      this.busy = false;
    }
  }

  async #make(): Promise<Result<unknown, ApiFault>> {
    if (this.#isMade) return ok(null);
    const { email, password } = this;
    const made = await this.#call('POST', '/auth/invitation/account', { token: this.#token, email, password });
    this.#isMade = made.ok;
    return made;
  }
}
