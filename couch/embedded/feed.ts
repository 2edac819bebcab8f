import type { ServerResponse } from 'node:http';
import { CouchError } from './couch-error.ts';

const DEFAULT_TIMEOUT = 60_000;
const MINIMUM_HEARTBEAT = 500;
const LONGEST_HEARTBEAT = 600_000;

/** How a feed answers: at once, at the first event, or until the client leaves. */
export type FeedKind = 'normal' | 'longpoll' | 'continuous';

/** One read of what a feed carries. */
export interface FeedPage {
  rows: object[];
  last_seq: number;
  pending?: number;
}

/** A source of events that can be read from a sequence on and listened to. */
export interface FeedSource {
  /** How a sequence is told to the reader; as it is when absent. */
  name?(seq: number): string;
  read(since: number): Promise<FeedPage>;
  listen(onEvent: (event: 'change' | 'end') => void): () => void;
}

/** What the client asked for, in milliseconds. */
export interface FeedOptions {
  kind: FeedKind;
  since: number;
  limit: number;
  timeout: number;
  heartbeat: number | undefined;
}

const KINDS: Record<string, FeedKind> = {
  normal: 'normal',
  longpoll: 'longpoll',
  continuous: 'continuous',
  live: 'continuous',
};

/** Reads `feed`, `limit`, `timeout` and `heartbeat`; `since` is the source's. */
export function parseFeed(query: URLSearchParams, since: number): FeedOptions {
  const kind = KINDS[query.get('feed') ?? 'normal'];
  if (kind === undefined) throw badFeed();
  const heartbeat = query.get('heartbeat');
  const every = heartbeat === 'true' ? DEFAULT_TIMEOUT : (natural(heartbeat) ?? 0);
  return {
    kind,
    since,
    limit: natural(query.get('limit')) ?? Number.POSITIVE_INFINITY,
    timeout: Math.min(natural(query.get('timeout')) ?? DEFAULT_TIMEOUT, DEFAULT_TIMEOUT),
    heartbeat: every > 0 ? Math.min(Math.max(every, MINIMUM_HEARTBEAT), LONGEST_HEARTBEAT) : undefined,
  };
}

/**
 * A whole number that is not negative, undefined when there is none. PouchDB throws at a fraction where nobody catches.
 */
function natural(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new CouchError(400, 'query_parse_error', 'Invalid value for integer');
  return Number(text);
}

const badFeed = () => new CouchError(400, 'bad_request', 'Supported `feed` types: normal, continuous, live, longpoll');

/** Streams a feed to its end; resolves when the answer is complete or the client has gone. */
export async function sendFeed(response: ServerResponse, source: FeedSource, options: FeedOptions): Promise<void> {
  if (options.kind === 'normal') {
    const page = await source.read(options.since);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'must-revalidate' });
    response.end(
      `{"results":[\n${page.rows.map((row) => JSON.stringify(row)).join(',\n')}\n],\n${tail(source, page)}\n`,
    );
    return;
  }
  await new LiveFeed(response, source, options).run();
}

const tail = (source: FeedSource, { last_seq, pending }: FeedPage) =>
  `"last_seq":${JSON.stringify(source.name?.(last_seq) ?? last_seq)}${pending === undefined ? '' : `,"pending":${pending}`}}`;

class LiveFeed {
  readonly #response: ServerResponse;
  readonly #source: FeedSource;
  readonly #options: FeedOptions;
  #isOver = false;
  #hasNews = true;
  #wake: () => void = () => undefined;

  constructor(response: ServerResponse, source: FeedSource, options: FeedOptions) {
    this.#response = response;
    this.#source = source;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { kind, heartbeat } = this.#options;
    const finish = () => {
      this.#isOver = true;
      this.#wake();
    };
    const stopListening = this.#source.listen((event) => {
      this.#hasNews = true;
      if (event === 'end') this.#isOver = true;
      this.#wake();
    });
    this.#response.once('close', finish);
    // The headers and the opening line go out at once, so that the client and every proxy know the answer has begun.
    this.#response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
    this.#response.write(kind === 'longpoll' ? '{"results":[\n' : '\n');
    const beat = heartbeat === undefined ? undefined : setInterval(() => this.#response.write('\n'), heartbeat);
    try {
      const page = await (kind === 'longpoll' ? this.#longpoll() : this.#continuous());
      if (this.#response.writable) {
        const end = tail(this.#source, page);
        this.#response.end(kind === 'longpoll' ? `],\n${end}\n` : `{${end}\n`);
      }
    } finally {
      clearInterval(beat);
      stopListening();
      this.#response.off('close', finish);
    }
  }

  async #longpoll(): Promise<FeedPage> {
    let { since } = this.#options;
    for (;;) {
      this.#hasNews = false;
      const page = await this.#source.read(since);
      if (page.rows.length > 0) {
        this.#response.write(`${page.rows.map((row) => JSON.stringify(row)).join(',\n')}\n`);
        return page;
      }
      since = page.last_seq;
      if (!(await this.#nextEvent())) return page;
    }
  }

  async #continuous(): Promise<FeedPage> {
    let { since, limit } = this.#options;
    for (;;) {
      this.#hasNews = false;
      const page = await this.#source.read(since);
      const rows = page.rows.slice(0, limit);
      for (const row of rows) this.#response.write(`${JSON.stringify(row)}\n`);
      since = page.last_seq;
      limit -= rows.length;
      if (limit <= 0 || !(await this.#nextEvent())) return page;
    }
  }

  /** Waits for news; false when the feed is over or its time has run out. A heartbeat keeps it open without end. */
  async #nextEvent(): Promise<boolean> {
    if (this.#isOver) return false;
    if (this.#hasNews) return true;
    const { heartbeat, timeout } = this.#options;
    await new Promise<void>((resolve) => {
      const timer = heartbeat === undefined ? setTimeout(resolve, timeout) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
    return this.#hasNews && !this.#isOver;
  }
}
