import { updateGate } from './gate.ts';

const CHECK_EVERY_MS = 6 * 3_600_000;

/** Registers the service worker and says when a new version waits. A new version takes over only when asked to. */
class Updates {
  /** A new version is on the phone and waits. */
  ready = $state(false);
  /** Another tab is in the middle of something. */
  refused = $state(false);
  #registration: ServiceWorkerRegistration | undefined;
  #checkedAt = 0;

  async start(): Promise<void> {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    // The first worker of a fresh phone takes control too: that is no reason to reload.
    let controlled = workers.controller !== null;
    workers.addEventListener('controllerchange', () => {
      if (controlled) updateGate.whenFree(() => location.reload());
      controlled = true;
    });
    try {
      this.#registration = await workers.register('/sw.js');
    } catch {
      // Private windows and full disks refuse it: the app works, online only.
      return;
    }
    this.#checkedAt = Date.now();
    if (!this.#registration) return;
    this.#watch(this.#registration);
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

  #watch(registration: ServiceWorkerRegistration): void {
    const look = (): void => {
      if (registration.waiting && navigator.serviceWorker.controller) this.ready = true;
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
  }

  #check(): void {
    if (document.visibilityState !== 'visible' || Date.now() - this.#checkedAt < CHECK_EVERY_MS) return;
    this.#checkedAt = Date.now();
    // No network: the next look will do.
    this.#registration?.update().catch(() => undefined);
  }
}

/** The app's updates. */
export const updates = new Updates();
