import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import { sendProblem } from '../http/problem.ts';
import { keyOf } from '../http/rate-limit.ts';

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** Accounts, addresses, networks and devices whose failures are kept. */
const MOST = 50_000;

/** How failures add up: so many cost nothing, and one is forgiven each time this passes. */
interface Counting {
  readonly free: number;
  readonly forgivenEveryMs: number;
}

/** Who tries to sign in; `device`: the mark of one that has signed in to this account before. */
export interface LoginTry {
  readonly account: string;
  readonly address: string;
  readonly network: string;
  readonly device: string | null;
}

/** A try that may be made: it counts as a failure until it is forgiven. */
export interface AllowedTry {
  forgive(): void;
}

/** Failed logins, and how long the next try has to wait. */
export interface LoginLimit {
  /** The try, or how long to wait for it, ms. */
  begin(by: LoginTry): AllowedTry | number;
}

/**
 * After a few failures each further try waits, twice as long each time up to a quarter of an hour: for an account, for
 * an address, for a network. A device that knows the account has a count of its own and none of these: nobody else's
 * tries lock its owner out. `failures`: what an account and a device may cost; `elapsed`: ms of a clock nobody sets.
 */
export function loginLimit(failures: number, elapsed = () => performance.now()): LoginLimit {
  const counters = {
    account: new Failures({ free: failures, forgivenEveryMs: 15 * MINUTE_MS }),
    address: new Failures({ free: 4 * failures, forgivenEveryMs: MINUTE_MS }),
    network: new Failures({ free: 20 * failures, forgivenEveryMs: MINUTE_MS / 5 }),
    device: new Failures({ free: failures, forgivenEveryMs: 3 * MINUTE_MS }),
  };
  return {
    begin(by) {
      const at = elapsed();
      const { account, address, network, device } = by;
      const counted =
        device === null
          ? ([
              [counters.account, keyOf(account)],
              [counters.address, keyOf(address)],
              [counters.network, keyOf(network)],
            ] as const)
          : ([[counters.device, keyOf(account, device)]] as const);
      return beginAll(counted, at);
    },
  };
}

/** How often a shop may ask in vain for an e-mail address: each refusal tells that somebody has an account. */
export interface AddressLimit {
  begin(tenantId: string): AllowedTry | number;
}

/** After `failures` refused addresses of one shop, of which one is forgiven each quarter of an hour, it waits. */
export function addressLimit(failures: number, elapsed = () => performance.now()): AddressLimit {
  const refused = new Failures({ free: failures, forgivenEveryMs: 15 * MINUTE_MS });
  return { begin: (tenantId) => beginAll([[refused, keyOf(tenantId)]], elapsed()) };
}

/** The try, when nobody whom it concerns has to wait. */
function beginAll(counted: readonly (readonly [Failures, string])[], at: number): AllowedTry | number {
  const waitMs = Math.max(...counted.map(([counter, key]) => counter.waitMs(key, at)));
  if (waitMs > 0) return waitMs;
  // Before the password is compared: tries made at once must not all be the first.
  for (const [counter, key] of counted) counter.add(key, at);
  return {
    forgive: () => {
      for (const [counter, key] of counted) counter.forgive(key);
    },
  };
}

/** Answers a try that has to wait. */
export function sendWait(res: Response, waitMs: number): void {
  res.setHeader('Retry-After', String(Math.ceil(waitMs / 1_000)));
  sendProblem(res, 'too-many-logins');
}

/** Failures of one kind, by whom. */
class Failures {
  readonly #kept = new LRUCache<string, { readonly count: number; readonly at: number }>({ max: MOST });
  readonly #counting: Counting;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  waitMs(key: string, at: number): number {
    const count = Math.ceil(this.#countAt(key, at));
    if (count < this.#counting.free) return 0;
    const wholeMs = Math.min(FIRST_WAIT_MS * 2 ** (count - this.#counting.free), LONGEST_WAIT_MS);
    return Math.max(0, wholeMs - (at - (this.#kept.get(key)?.at ?? at)));
  }

  add(key: string, at: number): void {
    this.#kept.set(key, { count: this.#countAt(key, at) + 1, at });
  }

  forgive(key: string): void {
    const kept = this.#kept.get(key);
    if (kept) this.#kept.set(key, { ...kept, count: Math.max(0, kept.count - 1) });
  }

  #countAt(key: string, at: number): number {
    const kept = this.#kept.get(key);
    return kept ? Math.max(0, kept.count - (at - kept.at) / this.#counting.forgivenEveryMs) : 0;
  }
}
