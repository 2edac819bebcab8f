import { formatPhone, PHONE_FAULTS } from '@digiboost/domain/shared/phone';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import {
  browserPush,
  currentSubscription,
  type PushFault,
  type PushPlatform,
  type PushSupport,
  subscribe,
  unsubscribe,
} from '../../push/subscription.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import { settings } from './fr.ts';
import { readNumber } from './users.svelte.ts';

const words = settings.notifications;

/** The sentence of a fault. */
const sentence = (fault: PushFault | ApiFault): string =>
  fault.code in words.pushFaults
    ? words.pushFaults[fault.code as keyof typeof words.pushFaults]
    : apiFaultText(fault as ApiFault, { 'no-network': words.needsNetwork });

/** Whether this phone rings for the person's alerts, and the switch of it. */
export class PushSwitch {
  readonly #call: ApiCall;
  readonly #platform: PushPlatform;
  support = $state<PushSupport>('ready');
  on = $state(false);
  busy = $state(false);
  fault = $state('');

  constructor(call: ApiCall, platform: PushPlatform = browserPush) {
    this.#call = call;
    this.#platform = platform;
    this.support = platform.support();
  }

  /** Looks at how the phone stands: its own settings may have changed meanwhile. */
  async look(): Promise<void> {
    this.support = this.#platform.support();
    this.on = (await currentSubscription(this.#platform)) !== null;
  }

  /** True when the phone now does as asked. */
  async turn(on: boolean): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fault = '';
    try {
      if (!on) await unsubscribe(this.#call, this.#platform);
      else {
        const done = await subscribe(this.#call, this.#platform);
        if (!done.ok) this.fault = sentence(done.error);
      }
      await this.look();
      return this.on === on;
    } finally {
      this.busy = false;
    }
  }
}

/** The person's own WhatsApp number, which the server keeps. */
export class OwnNumber {
  readonly #call: ApiCall;
  #saved: string | null = null;
  loaded = $state(false);
  number = $state('');
  busy = $state(false);
  /** Why the number is not known or was not taken. */
  fault = $state('');
  error = $state('');

  constructor(call: ApiCall) {
    this.#call = call;
  }

  async load(): Promise<void> {
    this.fault = '';
    const answer = await this.#call('GET', '/users/me');
    if (answer.ok) this.#take(answer.value.user);
    else this.fault = answer.error.code === 'no-network' ? words.offline : sentence(answer.error);
  }

  /** The number that now stands, null for none; undefined when it was not taken and `error` or `fault` says why. */
  async save(): Promise<string | null | undefined> {
    if (this.busy) return undefined;
    this.fault = '';
    const typed = readNumber(this.number);
    this.error = typed.ok ? '' : PHONE_FAULTS[typed.error];
    if (!typed.ok) return undefined;
    if (typed.value === this.#saved) return this.#saved;
    this.busy = true;
    try {
      const answer = await this.#call('PATCH', '/users/me', { whatsapp: typed.value });
      if (answer.ok) return this.#take(answer.value.user);
      if (answer.error.code === 'refused') this.error = answer.error.fields.whatsapp ?? answer.error.detail;
      else this.fault = sentence(answer.error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #take({ whatsapp }: { readonly whatsapp: string | null }): string | null {
    this.#saved = whatsapp;
    this.number = whatsapp ? formatPhone(whatsapp) : '';
    this.loaded = true;
    return whatsapp;
  }
}
