import { toUser, USERS_BY_NUMBER, type User, type UserDocument } from '../accounts/user-document.ts';
import type { Database } from '../couch/client.ts';

/** What the control database knows of a telephone number on WhatsApp. */
interface NumberDocument {
  readonly _id: `number:${string}`;
  readonly _rev?: string;
  readonly type: 'number';
  /** When its holder last wrote to us. */
  readonly lastInboundAt: string | null;
  /** Since when its holder wants no message. */
  readonly stoppedAt: string | null;
}

/** The numbers that write and are written to. */
export interface Numbers {
  /** Whether free text is allowed: WhatsApp's 24 hours after the holder's last message, less a few minutes. */
  isWindowOpen(number: string): Promise<boolean>;
  isStopped(number: string): Promise<boolean>;
  /** The holder has written at `at`. */
  heard(number: string, at: Date): Promise<void>;
  setStopped(number: string, stopped: boolean, at: Date): Promise<void>;
  /** The active users whose number it is, of whatever shop. */
  usersOf(number: string): Promise<User[]>;
}

const WINDOW_MS = (24 * 60 - 5) * 60_000;
/** Anybody may say that a number is theirs: many who do must not push its holder out. */
const MAX_USERS = 500;

const idOf = (number: string): NumberDocument['_id'] => `number:${number}`;

/** The numbers kept in `control`. */
export function numbersStore(control: Database, now: () => Date): Numbers {
  const get = (number: string) => control.get<NumberDocument>(idOf(number));

  const change = async (
    number: string,
    next: (doc: NumberDocument) => Partial<Pick<NumberDocument, 'lastInboundAt' | 'stoppedAt'>> | null,
  ): Promise<void> => {
    await control.update<NumberDocument>(idOf(number), (stored) => {
      const doc = stored ?? { _id: idOf(number), type: 'number', lastInboundAt: null, stoppedAt: null };
      const changes = next(doc);
      return changes && { ...doc, ...changes };
    });
  };

  return {
    async isWindowOpen(number) {
      const last = (await get(number))?.lastInboundAt;
      return last !== null && last !== undefined && now().getTime() - Date.parse(last) < WINDOW_MS;
    },
    isStopped: async (number) => ((await get(number))?.stoppedAt ?? null) !== null,
    heard: (number, at) =>
      change(number, ({ lastInboundAt }) =>
        lastInboundAt !== null && lastInboundAt >= at.toISOString() ? null : { lastInboundAt: at.toISOString() },
      ),
    setStopped: (number, stopped, at) =>
      change(number, ({ stoppedAt }) =>
        stopped === (stoppedAt !== null) ? null : { stoppedAt: stopped ? at.toISOString() : null },
      ),
    async usersOf(number) {
      const docs = await control.find<UserDocument>(USERS_BY_NUMBER, { values: [number], limit: MAX_USERS });
      return docs.map(toUser);
    },
  };
}
