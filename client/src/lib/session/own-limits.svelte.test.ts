import { type Approver, approverId, newDocument, type RoleLimits, type Sale } from '@digiboost/domain/documents';
import { AUTHOR, aCash, aProduct, aSale, aShop, aVoid, someLimits } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, it } from 'vitest';
import { OwnLimits } from './own-limits.svelte.ts';
import { createPin } from './pin.ts';

let fatou: Approver;
beforeAll(async () => {
  const { iterations, salt, hash } = await createPin('482915', 1000);
  const code = `${iterations}.${salt}.${hash}`;
  fatou = newDocument<Approver>({ _id: approverId('fatou'), type: 'approver', name: 'Fatou Sall', code }, AUTHOR);
});

function onPhone(role: 'admin' | 'user' | 'viewer', versions: readonly RoleLimits[] | undefined = [someLimits()]) {
  const shop = aShop();
  const kept = new Map<string, string>();
  let elapsed = 0;
  const limits = new OwnLimits({
    role: () => role,
    shop: () => ({ settings: { ...shop.settings, limits: versions ? [...versions] : undefined } }),
    approvers: async () => [fatou],
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    time: { now: () => 0, elapsed: () => elapsed },
  });
  return { limits, pass: (ms: number) => (elapsed += ms) };
}
const asked = async (limits: OwnLimits) => {
  while (!limits.asked) await new Promise((resolve) => setTimeout(resolve));
  return limits.asked;
};
const ownPrice = aSale({ lines: [{ productId: 'product:riz', quantity: 1, unitPrice: 400, listPrice: 500 }] });

describe('what a person may', () => {
  it('is everything for an administrator, and where nothing was said', async () => {
    const { limits } = onPhone('admin');
    expect(limits.may('COSTS')).toBe(true);
    expect(await limits.approved([ownPrice], ['CREDIT'])).toEqual([ownPrice]);
    const free = onPhone('user', []).limits;
    expect(free.may('COSTS') && free.may('VOID')).toBe(true);
    expect(await free.approved([ownPrice])).toEqual([ownPrice]);
  });

  it('is what the version set last leaves to the role', () => {
    const later = someLimits({ key: 'l2', since: '2026-03-03T00:00:00.000Z', user: ['VOID'], viewer: ['COSTS'] });
    const rights = (role: 'user' | 'viewer') => {
      const { limits } = onPhone(role, [later, someLimits()]);
      return (['COSTS', 'TILL', 'VOID'] as const).map((right) => limits.may(right));
    };
    expect(rights('user')).toEqual([true, true, false]);
    expect(rights('viewer')).toEqual([false, true, true]);
  });

  it('stands on what a seller records within it, and nobody is asked', async () => {
    const { limits } = onPhone('user');
    const [sale, product] = await limits.approved([aSale(), aProduct()]);
    expect(sale).toEqual({ ...aSale(), limits: { key: 'l1', discount: 0, denied: ['PRICE'] } });
    expect(product).toEqual(aProduct());
    expect(limits.asked).toBeNull();
  });

  it('is asked for beyond, once for all that is stored together, and who approved is named', async () => {
    const { limits } = onPhone('user');
    const storing = limits.approved([ownPrice, aVoid(aSale()), aCash({ kind: 'OWNER_IN', category: undefined })]);
    const question = await asked(limits);
    expect(question.reasons).toEqual(['PRICE', 'VOID']);
    expect(question.approvers.map(({ name }) => name)).toEqual(['Fatou Sall']);
    question.answer('fatou');
    expect((await storing).map((doc) => 'approvedBy' in doc && doc.approvedBy)).toEqual(['fatou', 'fatou', false]);
    expect(limits.asked).toBeNull();
  });

  it('is asked for what the limits do not tell, such as a debt beyond what a customer may owe', async () => {
    const { limits } = onPhone('user', []);
    const storing = limits.approved([aSale()], ['CREDIT']);
    (await asked(limits)).answer('fatou');
    expect((await storing)[0]).toMatchObject({ approvedBy: 'fatou' });
  });

  it('lets nothing be stored that nobody approves, and asks one question after the other', async () => {
    const { limits } = onPhone('user');
    const [first, second] = [limits.approved([ownPrice]), limits.approved([aVoid(aSale())])];
    const refused = expect(first).rejects.toMatchObject({ code: 'not-approved' });
    const question = await asked(limits);
    question.answer(null);
    await refused;
    const next = await asked(limits);
    expect(next.reasons).toEqual(['VOID']);
    // A press too many on the first one's sheet.
    question.answer('fatou');
    expect(limits.asked).toBe(next);
    next.answer('fatou');
    expect((await second)[0] as unknown as Sale).toMatchObject({ approvedBy: 'fatou' });
  });
});

describe('an administrator’s code on a seller’s phone', () => {
  it('is tried without a network, more and more slowly, also after a new start, until another one is chosen', async () => {
    const { limits, pass } = onPhone('user');
    expect((await limits.try(fatou, '482915')).result).toBe('right');
    for (const result of ['wrong', 'wrong', 'blocked']) expect((await limits.try(fatou, '000000')).result).toBe(result);
    expect((await limits.try(fatou, '482915')).result).toBe('blocked');
    pass(30_000);
    expect((await limits.try(fatou, '482915')).result).toBe('right');
    for (let wrong = 0; wrong < 10; wrong += 1) {
      pass(15 * 60_000);
      await limits.try(fatou, '000000');
    }
    pass(15 * 60_000);
    expect((await limits.try(fatou, '482915')).result).toBe('must-sign-in');
    const { iterations, salt, hash } = await createPin('120357', 1000);
    expect((await limits.try({ ...fatou, code: `${iterations}.${salt}.${hash}` }, '120357')).result).toBe('right');
  });
});
