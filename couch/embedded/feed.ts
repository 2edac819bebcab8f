import type { ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { CouchError } from './couch-error.ts';
import { listed, ROWS_AT_ONCE, sendPieces, writePiece } from './pieces.ts';

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
  /** False for one that can be read only as a whole. */
  readonly isPaged?: boolean;
  /** How a sequence is told to the reader; as it is when absent. */
  name?(seq: number): string;
  /** So many rows at most. */
  read(since: number, most: number): Promise<FeedPage>;
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

/**
 * What a source holds after a sequence, page by page, each read when the one before was taken; at least one, and the
 * last one says how far it came.
 */
async function* pagesOf(source: FeedSource, since: number, limit: number): AsyncGenerator<FeedPage> {
  let left = limit;
  let from = since;
  for (;;) {
    const most = source.isPaged === false ? left : Math.min(left, ROWS_AT_ONCE);
    const page = await source.read(from, most);
    yield page;
    left -= page.rows.length;
    from = page.last_seq;
    if (left <= 0 || page.rows.length < most) return;
  }
}

/** Streams a feed to its end; resolves when the answer is complete or the client has gone. */
export async function sendFeed(context: Context, source: FeedSource, options: FeedOptions): Promise<void> {
  if (options.kind !== 'normal') return new LiveFeed(context.response, source, options).run();
  let page: FeedPage = { rows: [], last_seq: options.since };
  async function* batches(): AsyncGenerator<readonly object[]> {
    for await (page of pagesOf(source, options.since, options.limit)) yield page.rows;
  }
  await sendPieces(
    context,
    listed('{"results":', batches(), () => `,\n${tail(source, page)}`),
  );
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
      const { page, count } = await this.#write(since, this.#options.limit, ',\n');
      if (count > 0) return page;
      since = page.last_seq;
      if (!(await this.#nextEvent())) return page;
    }
  }

  async #continuous(): Promise<FeedPage> {
    let { since, limit } = this.#options;
    for (;;) {
      this.#hasNews = false;
      const { page, count } = await this.#write(since, limit, '\n');
      since = page.last_seq;
      limit -= count;
      if (limit <= 0 || !(await this.#nextEvent())) return page;
    }
  }

  /** Writes what there is; resolves to its last page, and how many rows there were in all. */
  async #write(since: number, limit: number, separator: string): Promise<{ page: FeedPage; count: number }> {
    let count = 0;
    let last: FeedPage = { rows: [], last_seq: since };
    for await (const page of pagesOf(this.#source, since, limit)) {
      last = page;
      if (page.rows.length === 0) continue;
      const text = page.rows.map((row) => JSON.stringify(row)).join(separator);
      await writePiece(this.#response, count > 0 ? separator + text : text);
      count += page.rows.length;
    }
    if (count > 0) await writePiece(this.#response, '\n');
    return { page: last, count };
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
