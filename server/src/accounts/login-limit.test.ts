import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../http/rate-limit.ts';
import { type LoginTry, loginLimit } from './login-limit.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STRANGER: LoginTry = { account: 'awa@b.sn', address: '196.207.0.1', network: '196.207.0', device: null };

/** A limit of five whose clock the test moves. */
function counted() {
  let at = 0;
  const limit = loginLimit(5, () => at);
  const wait = (by: Partial<LoginTry> = {}): number => {
    const outcome = limit.begin({ ...STRANGER, ...by });
    return typeof outcome === 'number' ? outcome : 0;
  };
  /** How many tries are let through in `ms`, made as soon as each may be. */
  const tries = (ms: number, by: (n: number) => Partial<LoginTry>): number => {
    const end = at + ms;
    let made = 0;
    while (at < end) {
      const waitMs = wait(by(made));
      if (waitMs > 0) at += waitMs;
      else made += 1;
    }
    return made;
  };
  return { limit, wait, tries, advance: (ms: number) => (at += ms) };
}

describe('failed logins', () => {
  it('wait after five for one account, twice as long each time, a quarter of an hour at most', () => {
    const { wait, advance } = counted();
    for (let n = 0; n < 5; n += 1) expect(wait()).toBe(0);
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      waits.push(wait());
      advance(waits.at(-1) ?? 0);
      expect(wait()).toBe(0);
    }
    expect(waits.slice(0, 4)).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect(Math.max(...waits)).toBe(15 * MINUTE_MS);
  });

  it('are forgiven with time, and by the right password', () => {
    const { limit, wait, advance } = counted();
    for (let n = 0; n < 5; n += 1) wait();
    expect(wait()).toBeGreaterThan(0);
    advance(HOUR_MS);
    for (let n = 0; n < 40; n += 1) {
      const outcome = limit.begin(STRANGER);
      if (typeof outcome !== 'number') outcome.forgive();
      expect(outcome).not.toBeTypeOf('number');
    }
  });

  it('of one account from any number of addresses and networks stay under 150 a day', () => {
    const { tries } = counted();
    const made = tries(DAY_MS, (n) => ({ address: `10.${n % 300}.0.1`, network: `10.${n % 300}.0` }));
    expect(made).toBeGreaterThan(5);
    expect(made).toBeLessThan(150);
  });

  it('of any number of accounts from one address stay under 90 in an hour, and from one network under 410', () => {
    const account = (n: number) => `compte${n}@b.sn`;
    expect(counted().tries(HOUR_MS, (n) => ({ account: account(n) }))).toBeLessThan(90);
    const neighbours = (n: number) => ({ account: account(n), address: `196.207.0.${n % 256}` });
    expect(counted().tries(HOUR_MS, neighbours)).toBeLessThan(410);
  });

  it('made at once are not all the first', () => {
    const { wait } = counted();
    expect(
      Array.from({ length: 300 }, (_, n) => wait({ address: `a${n}`, network: `n${n}` })).filter((ms) => ms === 0),
    ).toHaveLength(5);
  });

  it('of strangers never make a known device wait, whose own do', () => {
    const { wait, tries } = counted();
    tries(DAY_MS, () => ({}));
    const own = { device: 'téléphone d’Awa' };
    for (let n = 0; n < 5; n += 1) expect(wait(own)).toBe(0);
    expect(wait(own)).toBe(30_000);
    expect(wait({ device: 'tablette d’Awa' })).toBe(0);
  });
});

describe('a network', () => {
  it.each([
    ['196.207.0.1', '196.207.0.254', '196.207.1.1'],
    ['::ffff:196.207.0.1', '196.207.0.2', '::ffff:196.207.1.1'],
    ['2001:db8:1:2::3', '2001:db8:1:ffff::1', '2001:db8:2::1'],
  ])('holds the neighbours of %s', (address, neighbour, foreign) => {
    const [own, near, far] = [address, neighbour, foreign].map((ip) => networkOf({ ip } as Request));
    expect(near).toBe(own);
    expect(far).not.toBe(own);
  });
});
