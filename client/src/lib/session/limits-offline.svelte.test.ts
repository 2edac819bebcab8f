import {
  closeTill,
  DONE,
  deliver,
  isLedgerEvent,
  moveMoney,
  productId,
  type RoleLimits,
  revise,
  type Sale,
  SHOP_ID,
  type Shop,
  type ShopDocument,
  voidOf,
} from '@digiboost/domain/documents';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agreement } from '../replica/testing/agreement.ts';
import { productDocument, shopDocument } from '../replica/testing/documents.ts';
import { settled, useReplicaBench } from '../replica/testing/replica-bench.ts';
import { type TestPhone, until } from '../replica/testing/test-phone.ts';
import { OwnLimits } from './own-limits.svelte.ts';

const RICE = productId('riz25');
const bench = useReplicaBench();

/** One thing that happens in the shop. */
type Step =
  | { readonly does: 'sell'; readonly price: number; readonly discount: number; readonly isApproved: boolean }
  | { readonly does: 'void' | 'pay' | 'close'; readonly isApproved: boolean }
  | { readonly does: 'limit'; readonly discount: number; readonly denied: readonly string[] }
  | { readonly does: 'cut' | 'connect' | 'kill' };

const isApproved = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('sell' as const),
      price: fc.constantFrom(500, 450),
      discount: fc.constantFrom(0, 40, 200),
      isApproved,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('void' as const, 'pay' as const, 'close' as const), isApproved }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('limit' as const),
      discount: fc.constantFrom(0, 5, 100),
      denied: fc.subarray([...DONE]),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('cut' as const, 'connect' as const, 'kill' as const) }) },
);

/** The app of a seller: records what the limits that it knows allow, or somebody approves. */
class SellersApp {
  readonly phone: TestPhone;
  readonly stored: ShopDocument[] = [];
  #shop: Shop | null = null;
  #answer: string | null = null;
  readonly #limits = new OwnLimits({
    role: () => 'user',
    shop: () => this.#shop,
    approvers: async () => [],
    storage: undefined,
  });

  constructor(phone: TestPhone) {
    this.phone = phone;
  }

  /** False where nobody approved what had to be. */
  async record(doc: ShopDocument, isApproved: boolean): Promise<boolean> {
    this.#shop = (await this.phone.engine.get(SHOP_ID)) as Shop | null;
    this.#answer = isApproved ? 'awa' : null;
    const storing = this.#limits.approved([doc]).catch(() => null);
    const stop = setInterval(() => this.#limits.asked?.answer(this.#answer));
    const docs = await storing;
    clearInterval(stop);
    if (!docs) return false;
    await this.phone.put(...docs);
    this.stored.push(...docs);
    return true;
  }
}

function recordingOn(phone: TestPhone) {
  const author = phone.author();
  return <T extends 'sale' | 'cash' | 'closing'>(type: T) => ({ author, id: phone.newId(type, author.at) });
}

it('whatever a seller recorded under the limits that the phone knew counts, however they changed meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      await bench.freshShop();
      const admin = bench.phone('a');
      const phone = bench.phone('s', { user: 'modou', token: async () => bench.token('modou', 'user') });
      const app = new SellersApp(phone);
      await admin.start();
      await admin.put(shopDocument(admin.author()), productDocument('riz25', admin.author()));
      await settled(admin);
      await phone.start();
      await until(async () => (await phone.engine.get(SHOP_ID)) !== null);
      for (const [n, one] of steps.entries()) await take(one, n, app, admin);
      phone.network.connect();
      await phone.engine.syncNow();
      await settled(admin, phone);
      expect(await phone.engine.refused()).toEqual([]);
      for (const doc of app.stored) {
        const stored = await bench.onServer(doc._id);
        expect(stored).toMatchObject({ ...doc });
        expect(isLedgerEvent(stored)).toBe(true);
      }
      await until(async () => (await agreement(bench.server, bench.tenant, [admin, phone], app.stored)).lost === 0);
      await admin.stop();
      await phone.stop();
    }),
    { numRuns: 6 },
  );
}, 120_000);

async function take(one: Step, n: number, app: SellersApp, admin: TestPhone): Promise<void> {
  const { phone } = app;
  const recording = recordingOn(phone);
  const sales = app.stored.filter((doc): doc is Sale => doc.type === 'sale');
  switch (one.does) {
    case 'sell': {
      const listPrice = one.price === 500 ? {} : { listPrice: 500 };
      const discount = one.discount ? { discount: one.discount } : {};
      const lines = [{ productId: RICE, quantity: 2, unitPrice: one.price, ...listPrice, ...discount }];
      await app.record(
        deliver({ lines, payments: [], customerId: 'customer:moussa' }, recording('sale')),
        one.isApproved,
      );
      return;
    }
    case 'void': {
      const sale = sales[n % Math.max(sales.length, 1)];
      const isVoided = app.stored.some(({ _id }) => _id === `void:${sale?._id}`);
      if (sale && !isVoided) await app.record(voidOf(sale, phone.author()), one.isApproved);
      return;
    }
    case 'pay': {
      const paid = { kind: 'EXPENSE', method: 'CASH', amount: 100, category: 'OTHER' } as const;
      await app.record(moveMoney(paid, recording('cash')), one.isApproved);
      return;
    }
    case 'close': {
      const parts = [{ method: 'CASH', expected: 0, counted: 0, left: 0 }] as const;
      await app.record(closeTill({ parts }, recording('closing')), one.isApproved);
      return;
    }
    case 'limit': {
      const shop = (await admin.engine.get(SHOP_ID)) as Shop;
      const author = admin.author();
      const next: RoleLimits = {
        key: `l${n}`,
        since: author.at,
        discount: one.discount,
        user: [...one.denied],
        viewer: [],
      };
      const limits = [...(shop.settings.limits ?? []), next];
      await admin.put(revise(shop, { settings: { ...shop.settings, limits } }, author));
      return;
    }
    case 'cut':
      return phone.network.disconnect();
    case 'connect':
      return phone.network.connect();
    case 'kill':
      await phone.kill();
      return phone.start();
  }
}
