import type { TicketDraft } from './draft.ts';
import type { DraftSlot, HeldKey } from './draft-slot.ts';

/**
 * The ticket in progress as this phone keeps it. Writes happen one after the other, in their order; what cannot be kept
 * never stops a sale: the replica is where a full disk is told.
 */
export class KeptDraft {
  #slot: DraftSlot | null = null;
  #last: Promise<unknown> = Promise.resolve();
  readonly #holdUpdates: () => () => void;
  #release: (() => void) | null = null;

  /** `holdUpdates` holds a new version of the app back while something is on the ticket; returns how to let go. */
  constructor(holdUpdates: () => () => void) {
    this.#holdUpdates = holdUpdates;
  }

  /** Takes the place in which it is kept from now on. */
  use(slot: DraftSlot): void {
    this.#slot = slot;
  }

  async keep(draft: TicketDraft): Promise<void> {
    this.#guard(draft.lines.length > 0);
    await this.#next((slot) => (draft.lines.length > 0 ? slot.save(draft) : slot.clear()));
  }

  /** Puts `draft` aside; false where the phone could not. */
  async hold(draft: TicketDraft, key: HeldKey): Promise<boolean> {
    this.#guard(false);
    const isHeld = await this.#next(async (slot) => {
      await slot.save(draft);
      await slot.hold(key);
      return true;
    });
    return isHeld ?? false;
  }

  /** The ticket that waits under `key`, kept here from then on; null when it is there no more. */
  take(key: HeldKey): Promise<TicketDraft | null> {
    return this.#next((slot) => slot.take(key));
  }

  /** Lets the place go; what is in it stays there. */
  async release(): Promise<void> {
    await this.#last;
    this.#slot?.release();
    this.#slot = null;
    this.#guard(false);
  }

  #guard(isBusy: boolean): void {
    if (isBusy) this.#release ??= this.#holdUpdates();
    else {
      this.#release?.();
      this.#release = null;
    }
  }

  #next<T>(work: (slot: DraftSlot) => Promise<T>): Promise<T | null> {
    const done = this.#last.then(() => this.#slot && work(this.#slot)).catch(() => null);
    this.#last = done;
    return done;
  }
}
