import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Who asks, and of which shop they are. */
export interface Caller {
  readonly person: string;
  readonly shop: string;
}

/** What somebody may use of the shops' databases in a minute, and at once. */
interface Allowance {
  readonly requests: number;
  /** Unpacked, brought and taken. */
  readonly bytes: number;
  /** Documents brought, ids and revisions asked about. */
  readonly rows: number;
  /** Requests under way; the next ones wait. */
  readonly atOnce: number;
  /** Feeds that are open; a further one ends the oldest. */
  readonly feeds: number;
}

export interface Allowances {
  readonly person: Allowance;
  readonly shop: Allowance;
}

const MB = 1_048_576;

/**
 * A first copy of a shop of two years is some 40 MB in 60 requests, a week without a network some 900 documents, an
 * import 10,000; a person may have several phones.
 */
const ALLOWANCES: Allowances = {
  person: { requests: 1_200, bytes: 192 * MB, rows: 60_000, atOnce: 6, feeds: 8 },
  shop: { requests: 12_000, bytes: 512 * MB, rows: 240_000, atOnce: 12, feeds: 100 },
};

/** Requests of one person that wait for others of theirs to end. */
const WAITING = 40;

/** A refusal: how long to wait, in seconds. */
export class TooMuch extends Error {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('too many requests');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A feed that is open. */
export interface OpenFeed {
  /** Ends it, so that its phone asks again. */
  end(): void;
}

const KINDS = ['requests', 'bytes', 'rows'] as const;
type Counted = (typeof KINDS)[number];
type Scope = keyof Allowances;
const SCOPES = ['person', 'shop'] as const;

/** Counts what each person and each shop costs, and lets in who has not used up what is theirs. */
export class Turnstile {
  readonly #meters: Readonly<Record<Scope, Readonly<Record<Counted, RateLimiterMemory>>>>;
  readonly #lanes: Lanes;
  readonly #feeds: Readonly<Record<Scope, Map<string, Set<OpenFeed>>>> = { person: new Map(), shop: new Map() };
  readonly #allowances: Allowances;

  constructor(allowances: Allowances = ALLOWANCES) {
    const meters = (scope: Scope) =>
      Object.fromEntries(
        KINDS.map((kind) => [kind, new RateLimiterMemory({ points: allowances[scope][kind], duration: 60 })]),
      ) as Record<Counted, RateLimiterMemory>;
    this.#allowances = allowances;
    this.#meters = { person: meters('person'), shop: meters('shop') };
    this.#lanes = new Lanes({ person: allowances.person.atOnce, shop: allowances.shop.atOnce });
  }

  /** Counts one more request; throws TooMuch when this minute's requests, bytes or rows are used up. */
  async enter(caller: Caller): Promise<void> {
    for (const scope of SCOPES) {
      for (const kind of KINDS) {
        const meter = this.#meters[scope][kind];
        const used = kind === 'requests' ? await meter.penalty(caller[scope]) : await meter.get(caller[scope]);
        if (used !== null && used.consumedPoints > meter.points) {
          throw new TooMuch(Math.max(1, Math.ceil(used.msBeforeNext / 1_000)));
        }
      }
    }
  }

  /** Counts what a request turned out to cost. */
  count(caller: Caller, kind: 'bytes' | 'rows', amount: number): void {
    if (amount <= 0) return;
    for (const scope of SCOPES) void this.#meters[scope][kind].penalty(caller[scope], amount);
  }

  /** Waits for a place among the requests under way; the result gives it back. Throws TooMuch when too many wait. */
  async lane(caller: Caller, signal: AbortSignal): Promise<() => void> {
    return this.#lanes.take(caller, signal);
  }

  /** Notes a feed that was opened, and ends the oldest ones when there are too many; the result forgets it. */
  open(caller: Caller, feed: OpenFeed): () => void {
    for (const scope of SCOPES) {
      const open = this.#feeds[scope].get(caller[scope]) ?? new Set();
      this.#feeds[scope].set(caller[scope], open.add(feed));
    }
    for (const scope of SCOPES) {
      const open = this.#feeds[scope].get(caller[scope]);
      const [oldest] = open ?? [];
      if (oldest && open && open.size > this.#allowances[scope].feeds) oldest.end();
    }
    return () => {
      for (const scope of SCOPES) {
        const open = this.#feeds[scope].get(caller[scope]);
        open?.delete(feed);
        if (open?.size === 0) this.#feeds[scope].delete(caller[scope]);
      }
    };
  }
}

interface Waiting {
  readonly caller: Caller;
  go(): void;
}

/** Places for requests under way, so many for each person and each shop; who waits goes in their order. */
class Lanes {
  readonly #most: Readonly<Record<Scope, number>>;
  readonly #taken: Readonly<Record<Scope, Map<string, number>>> = { person: new Map(), shop: new Map() };
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(most: Readonly<Record<Scope, number>>) {
    this.#most = most;
  }

  /** Rejects when `signal` ends the waiting. */
  async take(caller: Caller, signal: AbortSignal): Promise<() => void> {
    if (this.#isFree(caller)) this.#add(caller, 1);
    else await this.#wait(caller, signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#add(caller, -1);
      this.#next(caller.shop);
    };
  }

  async #wait(caller: Caller, signal: AbortSignal): Promise<void> {
    const queue = this.#waiting.get(caller.shop) ?? [];
    if (queue.filter((other) => other.caller.person === caller.person).length >= WAITING) throw new TooMuch(1);
    this.#waiting.set(caller.shop, queue);
    await new Promise<void>((resolve, reject) => {
      const waiting = { caller, go: resolve };
      queue.push(waiting);
      signal.addEventListener('abort', () => {
        const at = queue.indexOf(waiting);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(new Error('whoever asked has left'));
      });
    });
  }

  #isFree(caller: Caller): boolean {
    return SCOPES.every((scope) => (this.#taken[scope].get(caller[scope]) ?? 0) < this.#most[scope]);
  }

  #add(caller: Caller, count: 1 | -1): void {
    for (const scope of SCOPES) {
      const taken = (this.#taken[scope].get(caller[scope]) ?? 0) + count;
      if (taken > 0) this.#taken[scope].set(caller[scope], taken);
      else this.#taken[scope].delete(caller[scope]);
    }
  }

  #next(shop: string): void {
    const queue = this.#waiting.get(shop) ?? [];
    const at = queue.findIndex(({ caller }) => this.#isFree(caller));
    const [next] = at < 0 ? [] : queue.splice(at, 1);
    if (queue.length === 0) this.#waiting.delete(shop);
    if (next === undefined) return;
    this.#add(next.caller, 1);
    next.go();
  }
}
