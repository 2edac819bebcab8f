import { holdLock } from './hold-lock.ts';

const LOCK = 'update-gate';

/**
 * Holds back a new version of the app while work is under way that a reload would lose (a ticket, a count, an import).
 * Held through Web Locks: a ticket in one tab holds back every tab.
 */
export class UpdateGate {
  readonly #locks: LockManager | undefined;
  readonly #held = new Set<symbol>();
  readonly #waiting = new Set<() => void>();

  constructor(locks: LockManager | undefined = globalThis.navigator?.locks) {
    this.#locks = locks;
  }

  /** Whether this tab holds it. */
  get held(): boolean {
    return this.#held.size > 0;
  }

  /** Holds updates back until the returned function is called; calling it twice is calling it once. */
  hold(reason: string): () => void {
    const hold = Symbol(reason);
    this.#held.add(hold);
    const letGo = holdLock(LOCK, this.#locks);
    return () => {
      letGo();
      if (!this.#held.delete(hold) || this.held) return;
      for (const run of this.#waiting) run();
      this.#waiting.clear();
    };
  }

  /** Runs `work` now, or as soon as this tab lets go. */
  whenFree(work: () => void): void {
    if (this.held) this.#waiting.add(work);
    else work();
  }

  /** Runs `work` alone if no tab holds updates back; false when one does. */
  async tryAlone(work: () => Promise<void>): Promise<boolean> {
    if (this.held) return false;
    if (!this.#locks) {
      await work();
      return true;
    }
    return this.#locks.request(LOCK, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    });
  }
}

/** The app's gate: `const release = updateGate.hold('ticket')` … `release()`. */
export const updateGate = new UpdateGate();
