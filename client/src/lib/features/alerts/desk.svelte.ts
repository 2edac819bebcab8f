import { createContext } from 'svelte';
import type { AlertBoard } from './alert-board.svelte.ts';
import type { BoardDeps } from './open-board.svelte.ts';

/** The first screen and its first exchange go before: a phone has one slow core. */
const LATER_MS = 1_000;

/** Where the board of the open shop's alerts lies once it is there: it is loaded after the first screen. */
export class AlertDesk {
  board = $state.raw<AlertBoard | null>(null);
  readonly #storage: Storage | undefined;
  readonly #key: string;
  readonly #remembered: number;

  constructor(tenantId: string, storage: Storage | undefined = globalThis.localStorage) {
    this.#storage = storage;
    this.#key = `alerts-unseen:${tenantId}`;
    this.#remembered = Number(storage?.getItem(this.#key)) || 0;
  }

  /** Open alerts that nobody has taken note of; what was last known until the board has looked. */
  get unseen(): number {
    return this.board?.settled ? this.board.waiting : this.#remembered;
  }

  /** Writes the number down for the next opening of the app. */
  remember(unseen: number): void {
    try {
      this.#storage?.setItem(this.#key, String(unseen));
    } catch {
      // A full phone shows the number a second later.
      return;
    }
  }

  /** Fetches the board when the browser has nothing better to do; returns what takes it away. */
  load(deps: BoardDeps): () => void {
    let isOver = false;
    let end: (() => void) | undefined;
    const timer = setTimeout(() => {
      whenIdle(async () => {
        // Without it the shop goes on: the alerts are the server's too.
        const loaded = await import('./open-board.svelte.ts').catch(() => null);
        if (loaded && !isOver) end = loaded.openBoard(this, deps);
      });
    }, LATER_MS);
    return () => {
      clearTimeout(timer);
      isOver = true;
      end?.();
    };
  }
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'undefined') work();
  else requestIdleCallback(work, { timeout: 2_000 });
}

/** `const desk = getAlertDesk()` in a screen; `desk.board` is null for a moment after the app opens. */
export const [getAlertDesk, setAlertDesk] = createContext<AlertDesk>();
