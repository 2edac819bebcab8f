import { randomBytes } from 'node:crypto';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Database, Stored } from '../couch/client.ts';

/** What an administrator of the platform did on the page, and to whom. */
export interface Act {
  readonly at: Instant;
  /** Their e-mail address. */
  readonly by: string;
  readonly what: 'signed-in' | 'password-link';
  readonly tenantId: string | null;
  /** Whom it concerned: an id, no name. */
  readonly userId: string | null;
}

interface ActDocument extends Stored, Act {
  readonly type: 'adminAct';
}

const PREFIX = 'adminAct:';

/** The list of what was done on the page, which nobody changes from there. */
export interface Acts {
  note(act: Act): Promise<void>;
  /** The newest first. */
  newest(limit: number): Promise<Act[]>;
}

/** The acts kept in `control`. */
export const adminActs = (control: Database): Acts => ({
  async note(act) {
    const doc: ActDocument = { _id: `${PREFIX}${act.at}:${randomBytes(6).toString('hex')}`, type: 'adminAct', ...act };
    const stored = await control.put(doc);
    if (!stored.ok) throw new Error('Two acts were given one id');
  },
  async newest(limit) {
    const { rows } = await control.request<{ rows: { doc: ActDocument }[] }>('get', '_all_docs', undefined, {
      include_docs: true,
      descending: true,
      startkey: `${PREFIX}~`,
      endkey: PREFIX,
      limit,
    });
    return rows.map(({ doc: { at, by, what, tenantId, userId } }) => ({ at, by, what, tenantId, userId }));
  },
});
