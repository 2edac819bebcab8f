import type { Result } from '@digiboost/domain/shared/result';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { mail as words } from '../../i18n/fr/mail.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { ApiOperations } from '../../session/api-operations.ts';

type Answer = ApiOperations['GET /channels/email']['answer'];

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
    return this.#ask(() => this.#call('GET', '/channels/email'));
  }

  /** True when it now stands as asked. */
  turn(on: boolean): Promise<boolean> {
    return this.#ask(() => this.#call('PUT', '/channels/email', { isStopped: !on }));
  }

  async #ask(question: () => Promise<Result<Answer, ApiFault>>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fault = '';
    const answer = await question();
    this.busy = false;
    if (answer.ok) this.state = answer.value;
    else this.fault = apiFaultText(answer.error, { 'no-network': words.needsNetwork });
    return answer.ok;
  }
}
