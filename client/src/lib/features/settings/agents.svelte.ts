import { untrack } from 'svelte';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import type { ApiFault } from '../../session/api-call.ts';
import type { AgentCall, AgentKey, AgentsApi } from './agents-api.ts';
import { settings } from './fr.ts';

const { needsNetwork, signInAgain } = settings.agents;
const sentence = (fault: ApiFault): string =>
  apiFaultText(fault, { 'no-network': needsNetwork, 'signed-out': signInAgain });

/** How a key stands at `now`. */
export function keyState({ revokedAt, expiresAt }: AgentKey, now: Date): 'active' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt <= now.toISOString() ? 'expired' : 'active';
}

/** The keys of the shop's assistants, and the form of a new one. */
export class Agents {
  readonly #api: AgentsApi;
  list = $state.raw<readonly AgentKey[] | null>(null);
  fault = $state('');
  name = $state('');
  days = $state('90');
  mayDraft = $state(false);
  busy = $state(false);
  formFault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});
  /** The secret of the key just made: it is never shown again. */
  secret = $state<string | null>(null);

  constructor(api: AgentsApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    this.fault = '';
    const answer = await this.#api.list();
    if (answer.ok) this.list = answer.value;
    else this.fault = sentence(answer.error);
  }

  /** An empty form. */
  begin(): void {
    this.name = '';
    this.days = '90';
    this.mayDraft = false;
    this.formFault = '';
    this.fields = {};
    this.secret = null;
  }

  /** Makes the key; whether it was made. Its secret is then shown. */
  async create(): Promise<boolean> {
    if (this.busy) return false;
    const days = /^\d{1,3}$/.test(this.days.trim()) ? Number(this.days) : 0;
    const isLong = days >= 1 && days <= 365;
    this.formFault = '';
    this.fields = {
      ...(this.name.trim() === '' ? { name: settings.agents.faults.name } : {}),
      ...(isLong ? {} : { days: settings.agents.faults.days }),
    };
    if (Object.keys(this.fields).length > 0) return false;
    this.busy = true;
    try {
      const scopes = this.mayDraft ? (['shop:read', 'orders:draft'] as const) : (['shop:read'] as const);
      const answer = await this.#api.create({ name: this.name.trim(), scopes, days });
      if (answer.ok) {
        this.secret = answer.value.secret;
        this.list = [answer.value.key, ...(this.list ?? [])];
        return true;
      }
      if (answer.error.code === 'refused') this.fields = answer.error.fields;
      this.formFault = sentence(answer.error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Ends a key at once; whether it ended. */
  async revoke(id: string): Promise<boolean> {
    const answer = await this.#api.revoke(id);
    if (!answer.ok) {
      this.fault = sentence(answer.error);
      return false;
    }
    this.list = (this.list ?? []).map((key) => (key.id === id ? answer.value : key));
    return true;
  }
}

/** What the shop's assistants asked, newest first, page by page. */
export class AgentCalls {
  readonly #api: Pick<AgentsApi, 'calls'>;
  #next: string | null = null;
  list = $state.raw<readonly AgentCall[] | null>(null);
  hasMore = $state(false);
  fault = $state('');
  busy = $state(false);

  constructor(api: Pick<AgentsApi, 'calls'>) {
    this.#api = api;
  }

  /** The next page: the first one when nothing is shown yet. */
  async more(): Promise<void> {
    // An effect that begins the list must not follow what its page changes: it would ask for all of them.
    if (untrack(() => this.busy)) return;
    this.busy = true;
    this.fault = '';
    try {
      const answer = await this.#api.calls(this.#next);
      if (!answer.ok) {
        this.fault = sentence(answer.error);
        return;
      }
      this.list = [...(this.list ?? []), ...answer.value.calls];
      this.#next = answer.value.next;
      this.hasMore = this.#next !== null;
    } finally {
      this.busy = false;
    }
  }
}
