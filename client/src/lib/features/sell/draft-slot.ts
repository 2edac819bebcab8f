import type { Drafts } from '../../drafts/drafts.ts';
import type { TicketDraft } from './draft.ts';
import { readDraft } from './read-draft.ts';

/**
 * Where one open page keeps its ticket. Two pages of one phone never share one, or the same ticket could be sold twice.
 */
export interface DraftSlot {
  /** The ticket that was left here, if any. */
  readonly restored: TicketDraft | null;
  save(draft: TicketDraft): Promise<void>;
  clear(): Promise<void>;
  /** Puts the ticket that is kept here aside, under `key`. */
  hold(key: HeldKey): Promise<void>;
  /** Brings the one aside under `key` here, in the place of what is here; null when another page was quicker. */
  take(key: HeldKey): Promise<TicketDraft | null>;
  release(): void;
}

/** Where a ticket that waits is kept, among the drafts. */
export type HeldKey = `held-${string}`;

/** A ticket that waits. */
export interface HeldTicket {
  readonly key: HeldKey;
  readonly draft: TicketDraft;
}

/** The tickets that wait on this phone, the oldest first. */
export async function heldTickets(drafts: Drafts): Promise<HeldTicket[]> {
  const keys = (await drafts.keys()).filter((key): key is HeldKey => key.startsWith('held-'));
  const held = await Promise.all(
    keys.map(async (key) => {
      const draft = readDraft(await drafts.get(key));
      return draft ? [{ key, draft }] : [];
    }),
  );
  return held.flat().sort((a, b) => ((a.draft.heldAt ?? '') < (b.draft.heldAt ?? '') ? -1 : 1));
}

const SLOTS = 4;
const slotKey = (slot: number): string => `ticket-${slot}`;

/** Takes the lock `name` if nobody holds it, and returns how to release it; null when somebody does. */
export type TryLock = (name: string) => Promise<(() => void) | null>;

/** The browser's locks: shared by every page of this phone, released by themselves when a page dies. */
export const webLock: TryLock = (name) =>
  new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      // The page is on its way out: it needs no slot.
      .catch(() => resolve(null));
  });

/**
 * A free place for a ticket, preferably one in which a ticket was left by a page that is gone. When every place is
 * taken, or the phone offers no storage, the ticket is kept only as long as the page.
 */
export async function claimDraftSlot(drafts: Drafts, tenant: string, tryLock: TryLock): Promise<DraftSlot> {
  // Where nothing can be read nothing is restored; the ticket is begun anew.
  const kept = new Set(await drafts.keys().catch(() => []));
  const slots = Array.from({ length: SLOTS }, (_, slot) => slotKey(slot));
  const left = (key: string): number => (kept.has(key) ? 0 : 1);
  for (const key of slots.sort((a, b) => left(a) - left(b) || a.localeCompare(b))) {
    const release = await tryLock(`draft:${tenant}:${key}`);
    if (!release) continue;
    const restored = readDraft(await drafts.get(key).catch(() => null));
    return {
      restored,
      save: (draft) => drafts.put(key, draft),
      clear: () => drafts.remove(key),
      hold: async (held) => void (await drafts.move(key, held)),
      take: async (held) => readDraft(await drafts.move(held, key)),
      release,
    };
  }
  const nowhere = async (): Promise<never> => {
    throw new Error('nothing is kept on this phone');
  };
  const nothing = async () => undefined;
  return { restored: null, save: nothing, clear: nothing, hold: nowhere, take: nowhere, release: () => undefined };
}
