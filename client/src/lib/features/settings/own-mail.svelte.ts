import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { mail as words } from '../../i18n/fr/mail.ts';
import type { ApiCall } from '../../session/api-call.ts';

interface Answer {
  readonly email: string;
  readonly isStopped: boolean;
}

/** Whether the shop's e-mails reach the person, who may have stopped them by the link in one of them. */
export class OwnMail {
  readonly #call: ApiCall;
  /** Null until the server has said. */
  state = $state.raw<Answer | null>(null);
  busy = $state(false);
  fault = $state('');

  constructor(call: ApiCall) {
    this.#call = call;
  }

  load(): Promise<boolean> {
    return this.#ask('GET');
  }

  /** True when it now stands as asked. */
  turn(on: boolean): Promise<boolean> {
    return this.#ask('PUT', { isStopped: !on });
  }

  async #ask(method: string, body?: unknown): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fault = '';
    const answer = await this.#call<Answer>(method, '/channels/email', body);
    this.busy = false;
    if (answer.ok) this.state = answer.value;
    else this.fault = apiFaultText(answer.error, { 'no-network': words.needsNetwork });
    return answer.ok;
  }
}
