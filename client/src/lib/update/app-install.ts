import type { SyncStatus } from '../replica/types.ts';
import { holdLock } from './hold-lock.ts';

/** What pages and the service worker tell each other while the app itself comes onto the phone. */
const LOCK = 'figures-first';
const CHANNEL = 'app-install';
/** Asks the service worker for what the app does not open with, and whether that is there: it answers on the port. */
export const COMPLETE = 'COMPLETE';

/** Gives a shop's figures the line to themselves: the app's own files are fetched when they are there. */
class FiguresFirst {
  #release: (() => void) | null = null;

  /** The figures are on their way to this tab, or soon will be. */
  begin(): void {
    this.#release ??= holdLock(LOCK);
  }

  /** Ends once they have come over the line, or when they do not come now; `areThere`: the phone shows figures. */
  follow({ state, progress }: Pick<SyncStatus, 'state' | 'progress'>, areThere: boolean): void {
    // A first copy begins with the figures: whatever comes after them is less pressing.
    const haveCome = state === 'bootstrapping' ? areThere || (progress ?? 0) > 0 : areThere && state === 'idle';
    if (haveCome || state === 'offline' || state === 'signed-out') this.end();
  }

  /** They are on the screen, or will not come now. */
  end(): void {
    this.#release?.();
    this.#release = null;
  }
}

/** This tab's. */
export const figuresFirst = new FiguresFirst();

/** Resolves when no tab waits for its figures. */
export async function whenFiguresAreThere(): Promise<void> {
  await navigator.locks?.request(LOCK, () => undefined);
}

/** For the service worker: tells every page which part of the app is there, 0..1, in steps of a hundredth. */
export function progressTeller(): (progress: number) => void {
  const channel = new BroadcastChannel(CHANNEL);
  let told = 0;
  return (progress) => {
    if (progress - told < 0.01) return;
    told = progress;
    channel.postMessage(progress);
  };
}

/** For a page: hears which part of the app is there, 0..1, until it calls what this returns. */
export function hearProgress(listener: (progress: number) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => listener(data as number);
  return () => channel.close();
}
