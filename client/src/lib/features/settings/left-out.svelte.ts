import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import type { ApiFault } from '../../session/api-call.ts';
import { settings } from './fr.ts';
import type { LeftOutApi, LeftOutDocument, LeftOutVersion } from './left-out-api.ts';

const { needsNetwork, signInAgain } = settings.leftOut;
const sentence = (fault: ApiFault): string =>
  apiFaultText(fault, { 'no-network': needsNetwork, 'signed-out': signInAgain });

/** What the server leaves out of the shop, and the choice between two versions. */
export class LeftOut {
  readonly #api: LeftOutApi;
  list = $state.raw<readonly LeftOutDocument[] | null>(null);
  /** Why the list could not be read. */
  fault = $state('');
  /** What is being asked about: the version that would count. */
  choice = $state.raw<{ readonly document: LeftOutDocument; readonly version: LeftOutVersion } | null>(null);
  busy = $state(false);
  /** Why the choice was not taken. */
  choiceFault = $state('');

  constructor(api: LeftOutApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    this.fault = '';
    const answer = await this.#api.list();
    if (answer.ok) this.list = answer.value;
    else this.fault = sentence(answer.error);
  }

  choose(document: LeftOutDocument, version: LeftOutVersion): void {
    this.choiceFault = '';
    this.choice = { document, version };
  }

  /** Lets the chosen version count; whether the server took it. */
  async confirm(): Promise<boolean> {
    if (this.busy || !this.choice) return false;
    const { document, version } = this.choice;
    this.busy = true;
    try {
      const answer = await this.#api.letStand(document.id, version.rev);
      if (!answer.ok) {
        this.choiceFault = sentence(answer.error);
        return false;
      }
      this.choice = null;
      this.list = (this.list ?? []).filter(({ id }) => id !== document.id);
      return true;
    } finally {
      this.busy = false;
    }
  }
}
