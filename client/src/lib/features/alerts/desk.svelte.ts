import { createContext } from 'svelte';
import type { AlertBoard } from './alert-board.svelte.ts';
import type { BoardDeps } from './open-board.svelte.ts';

/** Where the board of the open shop's alerts lies once it is there: it is loaded after the first screen. */
export class AlertDesk {
  board = $state.raw<AlertBoard | null>(null);

  /** Fetches the board when the browser has nothing better to do; returns what takes it away. */
  load(deps: BoardDeps): () => void {
    let isOver = false;
    let end: (() => void) | undefined;
    whenIdle(async () => {
      // Without it the shop goes on: the alerts are the server's too.
      const loaded = await import('./open-board.svelte.ts').catch(() => null);
      if (loaded && !isOver) end = loaded.openBoard(this, deps);
    });
    return () => {
      isOver = true;
      end?.();
    };
  }
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'undefined') setTimeout(work, 500);
  else requestAnimationFrame(() => requestIdleCallback(work, { timeout: 2_000 }));
}

/** `const desk = getAlertDesk()` in a screen; `desk.board` is null for a moment after the app opens. */
export const [getAlertDesk, setAlertDesk] = createContext<AlertDesk>();
