import { COMPLETE, progressTeller, whenFiguresAreThere } from '../lib/update/app-install.ts';
import { AppCopy } from './app-copy.ts';
import './push.ts';

/** The part of ServiceWorkerGlobalScope that is used here; the app's types are those of a page. */
interface WorkerScope {
  /** Written here when the app is built. */
  readonly __WB_MANIFEST: readonly { readonly url: string }[];
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly active: unknown };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent & Lasting) => void): void;
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

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(app.clean().then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin !== self.location.origin) return;
  const answer = app.answer(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener('message', (event) => {
  const type = (event.data as { type?: string } | null)?.type;
  // A version waits until the page says that nothing is lost by a reload.
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === COMPLETE) event.waitUntil(complete(event.ports[0]));
});

async function install(): Promise<void> {
  await whenFiguresAreThere();
  await app.install();
  // The version that is open may be whole: the next one takes its place only when it is.
  if (self.registration.active) await app.complete();
}

/** Tells the page that asked whether all of the app is there now. */
async function complete(page: MessagePort | undefined): Promise<void> {
  await whenFiguresAreThere();
  const isComplete = await app.complete().then(
    () => true,
    () => false,
  );
  page?.postMessage(isComplete);
}
