import { unpackApp } from './archive-format.ts';

/** What of the browser is used; given by tests. */
export interface CopyPlatform {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  /** Which part of what opens the app is there, 0..1. */
  onProgress(progress: number): void;
}

/** The page that every address of the app opens. */
const PAGE = '/200.html';
/** What belongs to one version of the app. */
const OF_THE_APP = /^\/_app\/immutable\//;
/** Addresses that the server answers, not the app. */
const SERVERS = /^\/(?:(?:api|db)\/|admin(?:\/|$)|(?:health|ready|metrics)$)/;
/** Libraries that few shops use: fetched when first needed, then kept. */
const ON_DEMAND = 'on-demand';
const ON_DEMAND_MOST = 40;
const IS_ON_DEMAND = /\/on-demand\//;

/** What stays of a library's name from version to version. */
const stemOf = (path: string): string => path.replace(/^.*\//, '').replace(/-[^-]*\.js$/, '-');

/** The app itself as the phone keeps it: one version, under the name of its archive. */
export class AppCopy {
  readonly #archive: string;
  readonly #later: string;
  readonly #others: readonly string[];
  readonly #followed: readonly string[];
  readonly #platform: CopyPlatform;
  #opened: Promise<Cache> | undefined;
  #completing: Promise<void> | undefined;

  /**
   * `paths`: the archive that opens the app, that of what may come later, then what is kept beside them; among these
   * libraries on demand, of which a version is fetched where one before it was used.
   */
  constructor(paths: readonly string[], platform: CopyPlatform) {
    const [archive = '', later = '', ...others] = paths;
    this.#archive = archive;
    this.#later = later;
    this.#others = others.filter((path) => !IS_ON_DEMAND.test(path));
    this.#followed = others.filter((path) => IS_ON_DEMAND.test(path));
    this.#platform = platform;
  }

  /** Fetches what this version opens with. Throws when the line breaks: it may be called again. */
  async install(): Promise<void> {
    const cache = await this.#cache();
    if (await cache.match(this.#archive)) return;
    const { onProgress } = this.#platform;
    await Promise.all([
      this.#unpack(cache, this.#archive, onProgress),
      ...this.#others.map((path) => this.#keep(cache, path)),
    ]);
    await this.#checkPage(cache);
    // The sign that nothing of it is missing.
    await cache.put(this.#archive, new Response(''));
  }

  /** Fetches the rest of this version, once however often it is called. Throws when the line breaks. */
  complete(): Promise<void> {
    this.#completing ??= this.#fetchRest().finally(() => {
      this.#completing = undefined;
    });
    return this.#completing;
  }

  /** Removes what other versions left. */
  async clean(): Promise<void> {
    const { caches } = this.#platform;
    const others = (await caches.keys()).filter((name) => name !== this.#archive && name !== ON_DEMAND);
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /** The answer to a request of the page from what is kept; null: the network's business. */
  answer({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>): Promise<Response> | null {
    const { pathname } = new URL(url);
    if (method !== 'GET') return null;
    if (mode === 'navigate') return SERVERS.test(pathname) ? null : this.#kept(PAGE, url);
    if (OF_THE_APP.test(pathname)) return this.#kept(pathname, url, ON_DEMAND);
    return this.#others.includes(pathname) ? this.#kept(pathname, url) : null;
  }

  async #kept(path: string, url: string, otherwiseIn?: string): Promise<Response> {
    const kept = await (await this.#cache()).match(path);
    if (kept) return kept;
    if (otherwiseIn === undefined) return this.#platform.fetch(url);
    const cache = await this.#platform.caches.open(otherwiseIn);
    const before = await cache.match(path);
    if (before) return before;
    const answer = await this.#platform.fetch(url);
    if (answer.ok) {
      // A phone without room works with it all the same, as long as there is a network.
      await cache.put(path, answer.clone()).catch(() => undefined);
      const kept = await cache.keys();
      await Promise.all(kept.slice(0, -ON_DEMAND_MOST).map((oldest) => cache.delete(oldest)));
    }
    return answer;
  }

  async #fetchRest(): Promise<void> {
    const cache = await this.#cache();
    if (!(await cache.match(this.#later))) {
      await this.#unpack(cache, this.#later, () => undefined);
      await cache.put(this.#later, new Response(''));
    }
    await this.#follow();
  }

  /** What this phone used of an earlier version works without a network in this one too. */
  async #follow(): Promise<void> {
    const { caches, fetch } = this.#platform;
    const cache = await caches.open(ON_DEMAND);
    const kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
    for (const path of this.#followed) {
      if (kept.includes(path) || !kept.some((other) => stemOf(other) === stemOf(path))) continue;
      // Without it the app is whole all the same.
      const answer = await fetch(path).catch(() => null);
      if (answer?.ok) await cache.put(path, answer);
    }
  }

  async #unpack(cache: Cache, archive: string, onProgress: (progress: number) => void): Promise<void> {
    const { body } = await this.#get(archive);
    if (!body) throw new Error('the archive of the app is empty');
    const stored: Promise<void>[] = [];
    for await (const { path, text, progress } of unpackApp(body)) {
      const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
      stored.push(cache.put(path, new Response(text, { headers: { 'content-type': `${type}; charset=utf-8` } })));
      onProgress(progress);
    }
    await Promise.all(stored);
  }

  async #keep(cache: Cache, path: string): Promise<void> {
    await cache.put(path, await this.#get(path));
  }

  /** A page of another version, published meanwhile, would ask for files that are not here. */
  async #checkPage(cache: Cache): Promise<void> {
    const page = (await (await cache.match(PAGE))?.text()) ?? '';
    for (const [, path = ''] of page.matchAll(/"(\/_app\/immutable\/[^"]+)"/g)) {
      if (!(await cache.match(path))) throw new Error(`the page asks for ${path}, which is of another version`);
    }
  }

  async #get(path: string): Promise<Response> {
    const answer = await this.#platform.fetch(path);
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer;
  }

  #cache(): Promise<Cache> {
    this.#opened ??= this.#platform.caches.open(this.#archive);
    return this.#opened;
  }
}
