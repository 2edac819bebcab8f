import { describe, expect, it } from 'vitest';
import { createPin, isPin, MOST_TRIES, tryPin, waitAfter } from './pin.ts';

const FAST = 1000;

describe('the PIN', () => {
  it('is 4 to 6 digits', () => {
    expect(['1234', '123456'].every(isPin)).toBe(true);
    expect(['123', '1234567', '12a4', ''].some(isPin)).toBe(false);
  });

  it('keeps no trace of the digits and salts each record', async () => {
    const one = await createPin('4821', FAST);
    const two = await createPin('4821', FAST);
    expect(JSON.stringify(one)).not.toContain('4821');
    expect(one.hash).not.toBe(two.hash);
  });

  it('makes guessing slower and slower, then asks for the password', async () => {
    let record = await createPin('4821', FAST);
    let waited = 0;
    const waits: number[] = [];
    for (let failures = 1; failures <= MOST_TRIES; failures += 1) {
      const outcome = await tryPin(record, '0000', waited);
      record = outcome.record;
      waits.push(outcome.waitMs / 1000);
      waited = outcome.waitMs;
    }
    expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    expect((await tryPin(record, '4821', waited)).result).toBe('must-sign-in');
  });

  it('takes no try, not even the right one, while it makes one wait', async () => {
    const record = { ...(await createPin('4821', FAST)), failures: 3 };
    expect(await tryPin(record, '4821', 10_000)).toMatchObject({ result: 'blocked', waitMs: 20_000, record });
    expect(await tryPin(record, '4821', 30_000)).toMatchObject({ result: 'right', record: { failures: 0 } });
  });

  it('never waits longer than a quarter of an hour', () => {
    expect(waitAfter(2)).toBe(0);
    expect(waitAfter(40)).toBe(15 * 60_000);
  });
});
