import { progressTeller, whenFiguresAreThere } from '../lib/update/app-install.ts';
import { AppCopy } from './app-copy.ts';
import './push.ts';

/** The part of ServiceWorkerGlobalScope that is used here; the app's types are those of a page. */
interface WorkerScope {
  /** Written here when the app is built. */
  readonly __WB_MANIFEST: readonly { readonly url: string }[];
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const self: WorkerScope;

const app = new AppCopy(
  self.__WB_MANIFEST.map(({ url }) => url),
  { caches, fetch: (url) => fetch(url), onProgress: progressTeller() },
);

self.addEventListener('install', (event) => event.waitUntil(whenFiguresAreThere().then(() => app.install())));
self.addEventListener('activate', (event) => event.waitUntil(app.clean().then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin !== self.location.origin) return;
  const answer = app.answer(event.request);
  if (answer) event.respondWith(answer);
});
// A version waits until the page says that nothing is lost by a reload.
self.addEventListener('message', ({ data }) => {
  if ((data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
