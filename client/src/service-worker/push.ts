import { readPush } from './push-message.ts';

/** Runs inside the service worker, which Workbox writes: shows what the server pushes and opens it when pressed. */

/** The part of ServiceWorkerGlobalScope that is used here; the app's types are those of a page. */
interface PushScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: object): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: PushMessageEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
}
interface WindowClient {
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface PushMessageEvent extends Lasting {
  readonly data: { text(): string } | null;
}
interface ClickEvent extends Lasting {
  readonly notification: Notification;
}

const scope = globalThis as unknown as PushScope;

scope.addEventListener('push', (event) => {
  const { title, body, url, tag } = readPush(event.data?.text() ?? '', scope.location.origin);
  event.waitUntil(
    scope.registration.showNotification(title, {
      body,
      tag,
      lang: 'fr',
      icon: '/icons/icon-192.png',
      data: { url },
    }),
  );
});

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { url: string }).url));
});

/** Leads an open tab there without loading it anew, for a ticket may be open in it; otherwise opens one. */
async function open(url: string): Promise<void> {
  const [tab] = await scope.clients.matchAll({ type: 'window' });
  if (!tab) {
    await scope.clients.openWindow(url);
    return;
  }
  await tab.focus();
  tab.postMessage({ type: 'open', url });
}
