import { ageMs, DEVICE_TIME, type Reading, read } from '../replica/clock.ts';
import { COMPLETE, hearProgress } from './app-install.ts';
import { updateGate } from './gate.ts';

const CHECK_EVERY_MS = 6 * 3_600_000;
/** How long after a failed installation the next is tried first; sooner when the network returns. */
const AGAIN_MS = 10_000;

/**
 * Registers the service worker, which puts the app on the phone, and says how far it is and when a new version waits. A
 * new version takes over only when asked to.
 */
class Updates {
  /** A new version is on the phone and waits. */
  ready = $state(false);
  /** Another tab is in the middle of something. */
  refused = $state(false);
  /**
   * Which part of the app is on the phone, 0..1; 1: it opens without a network. null: this browser keeps none, in a
   * private window for example.
   */
  installed = $state<number | null>(globalThis.navigator?.serviceWorker?.controller ? 1 : 0);
  /** What the app does not open with, to print and to import, is on the phone too. */
  complete = $state(false);
  /** Which part of a new version is on the phone, 0..1, while it comes beside the one that is open; else null. */
  arriving = $state<number | null>(null);
  #registration: ServiceWorkerRegistration | undefined;
  #checked: Reading | null = null;
  #deaf: (() => void) | undefined;

  async start(): Promise<void> {
    const workers = navigator.serviceWorker;
    // The server of development has no service worker.
    if (!workers || import.meta.env.DEV) {
      this.installed = null;
      return;
    }
    // The first worker of a fresh phone takes control too: that is no reason to reload.
    let controlled = workers.controller !== null;
    workers.addEventListener('controllerchange', () => {
      if (controlled) updateGate.whenFree(() => location.reload());
      controlled = true;
    });
    if (this.installed !== 1) {
      this.#deaf = hearProgress((progress) => {
        // The last step, that it opens, is the browser's.
        if (this.installed !== null && this.installed < 1) this.installed = Math.min(progress, 0.99);
      });
    }
    await this.#register(workers);
    document.addEventListener('visibilitychange', () => this.#check());
  }

  /** Lets the new version take over and reloads, unless a tab is in the middle of something. */
  async apply(): Promise<void> {
    const waiting = this.#registration?.waiting;
    if (!waiting) return;
    this.refused = !(await updateGate.tryAlone(async () => {
      waiting.postMessage({ type: 'SKIP_WAITING' });
      // The lock is kept until the reload: no ticket may begin in between.
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }));
  }

  async #register(workers: ServiceWorkerContainer): Promise<void> {
    try {
      const registration: ServiceWorkerRegistration | undefined = await workers.register('/sw.js');
      if (!registration) return this.#isInstalled(null);
      this.#checked = read(DEVICE_TIME);
      this.#registration = registration;
      this.#watch(registration, workers);
    } catch (error) {
      // The line broke, or the browser does not want any.
      if (error instanceof TypeError) this.#again(workers);
      else this.#isInstalled(null);
    }
  }

  #watch(registration: ServiceWorkerRegistration, workers: ServiceWorkerContainer): void {
    const look = (): void => {
      if (registration.active) this.#isInstalled(1);
      if (registration.active?.state === 'activated') this.#complete(registration.active);
      if (registration.waiting && workers.controller) this.ready = true;
    };
    const follow = (): void => {
      const worker = registration.installing;
      if (worker && registration.active) this.#hearArrival(worker);
      worker?.addEventListener('statechange', () => {
        look();
        if (worker.state === 'redundant' && !registration.active) this.#again(workers);
      });
    };
    look();
    follow();
    registration.addEventListener('updatefound', follow);
  }

  /** Has the rest of the app fetched, until it is there; `againMs`: when it is tried next, should the line break. */
  #complete(worker: ServiceWorker, againMs = AGAIN_MS): void {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      this.complete = data as boolean;
      if (!this.complete) soonAgain(() => this.#complete(worker, Math.min(2 * againMs, CHECK_EVERY_MS)), againMs);
    };
    worker.postMessage({ type: COMPLETE }, [port2]);
  }

  /** Says how far a new version is until it is there, or does not come now. */
  #hearArrival(worker: ServiceWorker): void {
    this.arriving = 0;
    const deaf = hearProgress((progress) => {
      this.arriving = Math.min(progress, 0.99);
    });
    worker.addEventListener(
      'statechange',
      () => {
        deaf();
        this.arriving = null;
      },
      { once: true },
    );
  }

  /** The app is not on the phone yet: tries again soon. */
  #again(workers: ServiceWorkerContainer): void {
    soonAgain(() => void this.#register(workers), AGAIN_MS);
  }

  #isInstalled(installed: 1 | null): void {
    this.installed = installed;
    this.#deaf?.();
    this.#deaf = undefined;
  }

  #check(): void {
    if (document.visibilityState !== 'visible') return;
    if (this.#checked && ageMs(DEVICE_TIME, this.#checked) < CHECK_EVERY_MS) return;
    this.#checked = read(DEVICE_TIME);
    // No network: the next look will do.
    this.#registration?.update().catch(() => undefined);
  }
}

/** Tries again after a while, or when the network returns before. */
function soonAgain(again: () => void, afterMs: number): void {
  const retry = (): void => {
    clearTimeout(timer);
    removeEventListener('online', retry);
    again();
  };
  const timer = setTimeout(retry, afterMs);
  addEventListener('online', retry);
}

/** The app's updates. */
export const updates = new Updates();
