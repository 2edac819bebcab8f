import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, it } from 'vitest';
import { settings } from './fr.ts';
import { LeftOut } from './left-out.svelte.ts';
import type { LeftOutApi, LeftOutDocument } from './left-out-api.ts';

const [first, second] = ['1-a', '1-b'].map((rev, index) => ({
  rev,
  counts: index === 0,
  what: `Comptage : ${index}`,
  by: 'Awa',
  at: null,
}));
const FORK = { id: 'count:x', kind: 'FORKED', versions: [first, second] } as unknown as LeftOutDocument;
const VOID = { id: 'void:x', kind: 'SET_ASIDE', versions: [] } as unknown as LeftOutDocument;

function aList(isOnline = () => true) {
  const chosen: [string, string][] = [];
  const away = () => fail({ code: 'no-network' } as const);
  const api: LeftOutApi = {
    list: async () => (isOnline() ? ok([FORK, VOID]) : away()),
    letStand: async (id, rev) => {
      if (!isOnline()) return away();
      chosen.push([id, rev]);
      return ok(null);
    },
  };
  return { leftOut: new LeftOut(api), chosen };
}

it('lets the version that was chosen count once it was confirmed, and takes it off the list', async () => {
  const { leftOut, chosen } = aList();
  await leftOut.load();
  expect(await leftOut.confirm()).toBe(false);
  leftOut.choose(FORK, second as never);
  expect(await Promise.all([leftOut.confirm(), leftOut.confirm()])).toEqual([true, false]);
  expect(chosen).toEqual([['count:x', '1-b']]);
  expect(leftOut.list).toEqual([VOID]);
  expect(leftOut.choice).toBeNull();
});

it('says when there is no network, and keeps the question', async () => {
  let isOnline = false;
  const { leftOut, chosen } = aList(() => isOnline);
  await leftOut.load();
  expect(leftOut.fault).toBe(settings.leftOut.needsNetwork);
  isOnline = true;
  await leftOut.load();
  isOnline = false;
  leftOut.choose(FORK, second as never);
  expect(await leftOut.confirm()).toBe(false);
  expect([leftOut.choiceFault, leftOut.choice?.document, chosen]).toEqual([settings.leftOut.needsNetwork, FORK, []]);
});
