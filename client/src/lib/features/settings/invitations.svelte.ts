import type { Instant } from '@digiboost/domain/shared/day';
import { apiFaultText } from '../../i18n/fr/api-faults.ts';
import { invitation as words } from '../../i18n/fr/invitation.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { ApiSchemas } from '../../session/api-operations.ts';
import type { ShopRole } from './users-api.ts';
import { wholeList } from './whole-list.ts';

/** An invitation, as the server tells it. */
export type Invitation = ApiSchemas['Invitation'];

const sentence = (fault: ApiFault): string => apiFaultText(fault, { 'no-network': words.needsNetwork });

/** The invitations that still wait, and the form of a new one. */
export class Invitations {
  readonly #call: ApiCall;
  readonly #origin: string;
  /** Those that can still be used. */
  list = $state.raw<readonly Invitation[]>([]);
  name = $state('');
  role = $state<ShopRole>('user');
  busy = $state(false);
  fault = $state('');
  formFault = $state('');
  fields = $state.raw<Readonly<Record<string, string>>>({});
  /** The link that was just made, for whom: it is never shown again. */
  made = $state.raw<{ readonly name: string; readonly link: string } | null>(null);

  /** `origin`: where the app is, such as `https://boutique.sn`. */
  constructor(call: ApiCall, origin: string) {
    this.#call = call;
    this.#origin = origin;
  }

  /** Those that can still be used at `now`. */
  async load(now: Instant): Promise<void> {
    const answer = await wholeList(
      (query) => this.#call('GET', `/users/invitations${query}`),
      ({ invitations }) => invitations,
    );
    // What the list of people above says of a missing network is not said twice.
    if (answer.ok)
      this.list = answer.value.filter(
        ({ usedAt, revokedAt, expiresAt }) => usedAt === null && revokedAt === null && expiresAt > now,
      );
  }

  /** An empty form. */
  begin(): void {
    this.name = '';
    this.role = 'user';
    this.formFault = '';
    this.fields = {};
    this.made = null;
  }

  /** Makes the link; whether it was made. */
  async create(): Promise<boolean> {
    if (this.busy) return false;
    const name = this.name.trim();
    this.formFault = '';
    this.fields = name === '' ? { name: words.missingName } : {};
    if (name === '') return false;
    this.busy = true;
    try {
      const { role } = this;
      const answer = await this.#call('POST', '/users/invitations', {
        name,
        role,
      });
      if (answer.ok) {
        // After #: no server, proxy or log on the way sees it.
        this.made = { name, link: `${this.#origin}/invitation#${answer.value.token}` };
        this.list = [answer.value.invitation, ...this.list];
        return true;
      }
      if (answer.error.code === 'refused') this.fields = answer.error.fields;
      this.formFault = sentence(answer.error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Takes an invitation back at once; whether it was taken. */
  async revoke(id: string): Promise<boolean> {
    this.fault = '';
    const answer = await this.#call('DELETE', `/users/invitations/${encodeURIComponent(id)}`);
    if (answer.ok) this.list = this.list.filter((one) => one.id !== id);
    else this.fault = sentence(answer.error);
    return answer.ok;
  }
}
