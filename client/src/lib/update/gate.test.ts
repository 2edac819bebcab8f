import { describe, expect, it, vi } from 'vitest';
import { UpdateGate } from './gate.ts';

/** Web Locks of one name, as the browser orders them: shared together, exclusive alone, refused when not free. */
function fakeLocks(): LockManager {
  let shared = 0;
  const request = async (_name: string, options: LockOptions, work: (lock: object | null) => unknown) => {
    if (options.mode === 'exclusive') return work(shared > 0 ? null : {});
    shared += 1;
    try {
      return await work({});
    } finally {
      shared -= 1;
    }
  };
  return { request } as unknown as LockManager;
}

describe('the update gate', () => {
  it('lets a new version in when nothing is under way', async () => {
    const work = vi.fn(async () => undefined);
    expect(await new UpdateGate(fakeLocks()).tryAlone(work)).toBe(true);
    expect(work).toHaveBeenCalledOnce();
  });

  it('holds it back while a ticket is open, here or in another tab', async () => {
    const locks = fakeLocks();
    const here = new UpdateGate(locks);
    const elsewhere = new UpdateGate(locks);
    const work = vi.fn(async () => undefined);
    const release = here.hold('ticket');
    expect(await here.tryAlone(work)).toBe(false);
    expect(await elsewhere.tryAlone(work)).toBe(false);
    expect(work).not.toHaveBeenCalled();
    release();
    release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(await elsewhere.tryAlone(work)).toBe(true);
  });

  it('runs what waited once the last hold is gone', () => {
    const gate = new UpdateGate(fakeLocks());
    const work = vi.fn();
    const first = gate.hold('ticket');
    const second = gate.hold('count');
    gate.whenFree(work);
    first();
    expect(work).not.toHaveBeenCalled();
    second();
    expect(work).toHaveBeenCalledOnce();
    gate.whenFree(work);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
