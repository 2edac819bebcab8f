import { documentFault, latestLimits, limitsAt, type Shop } from '@digiboost/domain/documents';
import { aShop, someLimits } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import { FakeReplica } from '../testing/fake-replica.ts';
import { LimitsForm } from './limits-form.svelte.ts';

async function phone(limits?: Shop['settings']['limits']) {
  const replica = new FakeReplica();
  const shop = aShop();
  await replica.put([limits ? { ...shop, settings: { ...shop.settings, limits } } : shop]);
  return { replica, shop: async () => (await replica.get<Shop>('shop')) ?? shop };
}

describe('the limits of sellers', () => {
  it('begin with everything allowed, and become a version in force from then on', async () => {
    const { replica, shop } = await phone();
    const form = new LimitsForm(replica, await shop());
    expect([form.user.COSTS, form.viewer.COSTS, form.discount]).toEqual([true, true, 100]);
    form.user.COSTS = false;
    form.user.VOID = false;
    form.discount = 5;
    expect(await form.save()).toBe(true);
    const saved = await shop();
    expect(documentFault({ ...saved })).toBeNull();
    expect(saved.settings.limits).toMatchObject([{ discount: 5, user: ['COSTS', 'VOID'], viewer: [] }]);
    expect(saved.settings.limits?.[0]?.since).toBe(saved.updatedAt);
  });

  it('keep the versions of before, and what only a later app knows; saved unchanged they stay one version', async () => {
    const ahead = someLimits({ since: '2027-01-01T00:00:00.000Z', user: ['VOID', 'LATER'], discount: 10 });
    const { replica, shop } = await phone([ahead]);
    const form = new LimitsForm(replica, await shop());
    expect(await form.save()).toBe(true);
    expect((await shop()).settings.limits).toEqual([ahead]);
    form.user.VOID = true;
    expect(await form.save()).toBe(true);
    const versions = (await shop()).settings.limits;
    expect(versions).toHaveLength(2);
    // In force although the version before was dated by a clock that ran ahead.
    expect(latestLimits(versions)).toMatchObject({ user: ['LATER'], discount: 10 });
    expect(limitsAt(versions, ahead.since)).toEqual(ahead);
  });

  it('say what is wrong with a percentage, and keep no more versions than a document holds', async () => {
    const { replica, shop } = await phone(
      Array.from({ length: 24 }, (_, n) => someLimits({ key: `l${n}`, since: `2026-01-01T00:00:${10 + n}.000Z` })),
    );
    const form = new LimitsForm(replica, await shop());
    form.discount = 101;
    expect([await form.save(), form.isTried && form.isWrong]).toEqual([false, true]);
    form.discount = 7;
    expect(await form.save()).toBe(true);
    const versions = (await shop()).settings.limits ?? [];
    expect([versions.length, versions[0]?.key, latestLimits(versions)?.discount]).toEqual([24, 'l1', 7]);
  });
});
