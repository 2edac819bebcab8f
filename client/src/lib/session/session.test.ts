import { fail, ok } from '@digiboost/domain/shared/result';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keysInMemory } from './phone-key.ts';
import { LOCK_AFTER_MS, Session } from './session.ts';
import type { AuthApi, Grant, SessionUser } from './types.ts';

const awa: SessionUser = {
  id: 'u-awa',
  email: 'awa@boutique.sn',
  name: 'Awa Diop',
  role: 'admin',
  tenantId: 'demo',
  shopName: 'Boutique Awa',
};
const modou: SessionUser = { ...awa, id: 'u-modou', email: 'modou@boutique.sn', name: 'Modou Sarr', role: 'user' };
const grant = (accessToken = 'token-1', user = awa): Grant => ({ accessToken, expiresIn: 900, user });

function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}

let storage: Storage;
let now: number;
let login: ReturnType<typeof vi.fn<AuthApi['login']>>;
let refresh: ReturnType<typeof vi.fn<AuthApi['refresh']>>;
let logout: ReturnType<typeof vi.fn<AuthApi['logout']>>;
let join: ReturnType<typeof vi.fn<AuthApi['join']>>;
let companionToken: ReturnType<typeof vi.fn<AuthApi['companionToken']>>;
const leave = vi.fn(async () => true);
const open = (): Session =>
  new Session({
    api: { login, refresh, logout, join, companionToken, leave },
    storage,
    time: { now: () => now, elapsed: () => now },
  });

beforeEach(() => {
  storage = memoryStorage();
  now = 1_000_000;
  login = vi.fn(async () => ok(grant()));
  refresh = vi.fn(async () => ok(grant('token-2')));
  logout = vi.fn(async () => true);
  join = vi.fn(async () => ok(modou));
  companionToken = vi.fn(async () => ok(grant('modou-1', modou)));
});

describe('signing in', () => {
  it('opens afterwards without asking the server', async () => {
    await open().signIn(' awa@boutique.sn ', 'secret');
    expect(login).toHaveBeenCalledWith('awa@boutique.sn', 'secret', expect.any(String));
    const later = open();
    expect(later.user).toEqual(awa);
    expect(later.canWrite).toBe(true);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('is found again when the quick memory was lost, and not after a sign-out', async () => {
    let kept: SessionUser | null = null;
    const durable = {
      ...keysInMemory(),
      read: async () => kept,
      write: async (user: SessionUser | null) => {
        kept = user;
      },
    };
    const openWith = (memory: Storage) =>
      new Session({
        api: { login, refresh, logout, join, companionToken, leave },
        storage: memory,
        durable,
        time: { now: () => now, elapsed: () => now },
      });
    await openWith(storage).signIn('awa@boutique.sn', 'secret');
    const later = openWith(memoryStorage());
    expect(later.user).toBeNull();
    await later.restore();
    expect(later.user).toEqual(awa);
    await later.signOut({ unsent: 0, exported: false });
    const last = openWith(memoryStorage());
    await last.restore();
    expect(last.user).toBeNull();
  });

  it('keeps no token and no password on the phone', async () => {
    const set = vi.spyOn(storage, 'setItem');
    await open().signIn('awa@boutique.sn', 'secret');
    const written = set.mock.calls.flat().join(' ');
    expect(written).toContain('u-awa');
    expect(written).not.toMatch(/token-1|secret/);
  });

  it('says why it failed', async () => {
    login.mockResolvedValue(fail({ code: 'no-network', retryAfterMs: null }));
    const session = open();
    expect(await session.signIn('awa@boutique.sn', 'x')).toEqual(fail({ code: 'no-network', retryAfterMs: null }));
    expect(session.user).toBeNull();
  });

  it('refuses another account while documents wait in the name of this one', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    session.unsent = 3;
    const answer = await session.signIn('modou@boutique.sn', 'secret');
    expect(answer).toEqual(fail({ code: 'other-account', retryAfterMs: null }));
    expect(login).toHaveBeenCalledOnce();
    expect((await session.signIn('AWA@boutique.sn', 'secret')).ok).toBe(true);
    // Whose number it is the server tells.
    expect((await session.signIn('77 123 45 67', 'secret')).ok).toBe(true);
    login.mockResolvedValueOnce(ok(grant('token-9', { ...awa, id: 'someone-else' })));
    expect(await session.signIn('77 999 45 67', 'secret')).toEqual(answer);
    expect([session.user?.id, logout.mock.calls.length]).toEqual([awa.id, 1]);
  });
});

describe('tokens', () => {
  it('gives the one it has, and renews it a minute before its end', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    expect(await session.accessToken()).toEqual(ok('token-1'));
    now += 839_000;
    expect(await session.accessToken()).toEqual(ok('token-1'));
    now += 2_000;
    expect(await session.accessToken()).toEqual(ok('token-2'));
  });

  it('asks the server once for several who wait', async () => {
    await open().signIn('awa@boutique.sn', 'secret');
    const session = open();
    await Promise.all([session.accessToken(), session.accessToken(), session.accessToken()]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('renews a token that was refused', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    expect(await session.accessToken('token-1')).toEqual(ok('token-2'));
    expect(await session.accessToken('token-1')).toEqual(ok('token-2'));
  });

  it('leaves the shop open when the session has ended', async () => {
    await open().signIn('awa@boutique.sn', 'secret');
    const session = open();
    refresh.mockResolvedValue(fail('signed-out'));
    expect(await session.accessToken()).toEqual(fail('signed-out'));
    expect(session.expired).toBe(true);
    expect(session.user).toEqual(awa);
    await session.signIn('awa@boutique.sn', 'secret');
    expect(session.expired).toBe(false);
  });

  it('does not take a lost network for an ended session', async () => {
    await open().signIn('awa@boutique.sn', 'secret');
    const session = open();
    refresh.mockResolvedValue(fail('offline'));
    expect(await session.accessToken()).toEqual(fail('offline'));
    expect(session.expired).toBe(false);
  });

  it('never sends in the name of another person', async () => {
    await open().signIn('awa@boutique.sn', 'secret');
    const session = open();
    refresh.mockResolvedValue(ok(grant('theirs', { ...awa, id: 'u-modou' })));
    expect(await session.accessToken()).toEqual(fail('signed-out'));
  });
});

describe('signing out', () => {
  it('is refused while documents are only on this phone', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    expect(await session.signOut({ unsent: 2, exported: false })).toEqual(fail('unsent'));
    expect(session.user).toEqual(awa);
    expect(logout).not.toHaveBeenCalled();
    expect(await session.signOut({ unsent: 2, exported: true })).toEqual(ok(undefined));
    expect(session.user).toBeNull();
  });

  it('tells the server later when there is no network', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    logout.mockResolvedValue(false);
    await session.signOut({ unsent: 0, exported: false });
    expect(open().user).toBeNull();
    logout.mockResolvedValue(true);
    await open().settle();
    await open().settle();
    expect(logout).toHaveBeenCalledTimes(2);
  });
});

describe('the PIN', () => {
  it('is asked for at the opening and after five minutes out of sight', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    await session.setPin('4821');
    expect(session.locked).toBe(false);
    const later = open();
    expect(later.locked).toBe(true);
    expect((await later.unlock('0000'))?.result).toBe('wrong');
    expect(later.locked).toBe(true);
    expect((await later.unlock('4821'))?.result).toBe('right');
    expect(later.locked).toBe(false);
    later.visible(false);
    now += LOCK_AFTER_MS - 1;
    later.visible(true);
    expect(later.locked).toBe(false);
    later.visible(false);
    now += LOCK_AFTER_MS + 1;
    later.visible(true);
    expect(later.locked).toBe(true);
  });

  it('makes one wait by the timer, whatever the phone’s clock is set to', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    await session.setPin('4821');
    let clock = now;
    const phone = new Session({
      api: { login, refresh, logout, join, companionToken, leave },
      storage,
      time: { now: () => clock, elapsed: () => now },
    });
    for (let tries = 0; tries < 3; tries += 1) await phone.unlock('0000');
    clock += 400 * 86_400_000;
    expect(await phone.unlock('4821')).toMatchObject({ result: 'blocked', waitMs: 30_000 });
    clock = 0;
    now += 30_000;
    expect((await phone.unlock('4821'))?.result).toBe('right');
    // Back in sight after a while, though the clock says that no time has passed.
    phone.visible(false);
    now += LOCK_AFTER_MS + 1;
    phone.visible(true);
    expect(phone.locked).toBe(true);
  });

  it('gives way to the password', async () => {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    await session.setPin('4821');
    const later = open();
    await later.signIn('awa@boutique.sn', 'secret');
    expect(later.locked).toBe(false);
    expect(later.hasPin).toBe(false);
  });
});

describe('several people on one phone', () => {
  async function shared(): Promise<Session> {
    const session = open();
    await session.signIn('awa@boutique.sn', 'secret');
    await session.setPin('1111');
    expect(await session.join('77 123 45 67', 'secret', '2222')).toEqual(ok(modou));
    return session;
  }

  it('are told apart by their codes, without a network and past a reload', async () => {
    const first = await shared();
    expect([first.user?.id, first.people.map(({ id }) => id)]).toEqual(['u-awa', ['u-awa', 'u-modou']]);
    const session = open();
    companionToken.mockResolvedValue(fail('offline'));
    expect(session.locked).toBe(true);
    expect((await session.unlock('1111', 'u-modou'))?.result).toBe('wrong');
    expect((await session.unlock('2222', 'u-modou'))?.result).toBe('right');
    expect([session.user, session.canWrite, session.isAdmin, session.owner?.id]).toEqual([modou, true, false, 'u-awa']);
    expect([open().user?.id, open().locked]).toEqual(['u-modou', true]);
    session.lock();
    expect((await session.unlock('1111', 'u-awa'))?.result).toBe('right');
    expect(session.user).toEqual(awa);
  });

  it('send each in their own name, whoever works now', async () => {
    const session = await shared();
    await session.unlock('2222', 'u-modou');
    expect(await session.accessToken()).toEqual(ok('modou-1'));
    expect(await session.accessToken(undefined, 'u-awa')).toEqual(ok('token-1'));
    expect(await session.accessToken(undefined, 'u-modou')).toEqual(ok('modou-1'));
    // What came from elsewhere is sent by whoever works now.
    expect(await session.accessToken(undefined, 'u-inconnue')).toEqual(ok('modou-1'));
    expect(companionToken.mock.calls).toEqual([['token-1', 'u-modou']]);
    expect(await session.accessToken('modou-1')).toEqual(ok('modou-1'));
    expect(companionToken).toHaveBeenCalledTimes(2);
  });

  it('one whose session is over holds nobody else back, and goes on once they have signed in again', async () => {
    const session = await shared();
    companionToken.mockResolvedValue(fail('gone'));
    expect(await session.accessToken(undefined, 'u-modou')).toEqual(ok('token-1'));
    expect(session.expired).toBe(false);
    await session.unlock('2222', 'u-modou');
    expect([await session.accessToken(), session.expired]).toEqual([fail('signed-out'), true]);
    expect(session.awaited).toEqual(modou);
    companionToken.mockResolvedValue(ok(grant('modou-2', modou)));
    session.unsent = 3;
    expect((await session.signIn('modou@boutique.sn', 'secret')).ok).toBe(true);
    expect([login.mock.calls.length, session.expired, await session.accessToken()]).toEqual([1, false, ok('modou-2')]);
  });

  it('keep their codes while they are several, and are gone with whoever signs out', async () => {
    const session = await shared();
    session.removePin();
    expect(session.hasPin).toBe(true);
    await session.unlock('2222', 'u-modou');
    await session.dismiss('u-modou');
    expect([session.user?.id, session.people.length, leave.mock.calls]).toEqual(['u-awa', 1, [['token-1', 'u-modou']]]);
    session.removePin();
    expect(session.hasPin).toBe(false);
    const again = await shared();
    await again.signOut({ unsent: 0, exported: false });
    expect([again.people, open().user]).toEqual([[], null]);
  });

  it('wait for whoever opened the phone once its own session is over', async () => {
    const session = await shared();
    await session.unlock('2222', 'u-modou');
    now += 3_600_000;
    refresh.mockResolvedValue(fail('signed-out'));
    expect([await session.accessToken(), session.expired, session.awaited]).toEqual([fail('signed-out'), true, awa]);
    const refused = await session.signIn('modou@boutique.sn', 'secret');
    expect(refused).toEqual(fail({ code: 'owner-first', retryAfterMs: null }));
    expect((await session.signIn('awa@boutique.sn', 'secret')).ok).toBe(true);
    expect([session.expired, session.user]).toEqual([false, awa]);
  });

  it('slow wrong codes of each down', async () => {
    const session = await shared();
    for (const wrong of ['0000', '0001', '0002']) await session.unlock(wrong, 'u-modou');
    expect((await session.unlock('2222', 'u-modou'))?.result).toBe('blocked');
    now += 31_000;
    expect((await session.unlock('2222', 'u-modou'))?.result).toBe('right');
  });
});
