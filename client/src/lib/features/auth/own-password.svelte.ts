import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { auth } from '../../i18n/fr/auth.ts';
import type { ApiCall } from '../../session/api-call.ts';

const words = auth.ownPassword;
const SHORTEST = 10;

/** The form in which somebody changes their own password. */
export class OwnPassword {
  readonly #call: ApiCall;
  current = $state('');
  password = $state('');
  busy = $state(false);
  fault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});

  constructor(call: ApiCall) {
    this.#call = call;
  }

  /** True when the server has taken it; else the form says why. */
  async send(): Promise<boolean> {
    if (this.busy) return false;
    this.fault = '';
    this.fields = {
      ...(this.current === '' ? { current: words.missing } : {}),
      ...(this.password.length < SHORTEST ? { password: words.short } : {}),
    };
    if (Object.keys(this.fields).length > 0) return false;
    this.busy = true;
    const { current, password } = this;
    const answer = await this.#call('PUT', '/users/me/password', { current, password });
    this.busy = false;
    if (answer.ok) {
      this.current = '';
      this.password = '';
      return true;
    }
    if (answer.error.code === 'refused') this.fields = answer.error.fields;
    this.fault = apiFaultText(answer.error, { 'no-network': words.needsNetwork });
    return false;
  }
}
