import 'fake-indexeddb/auto';
import type { LedgerEvent, ProductId, ShopDocument } from '@digiboost/domain/documents';
import {
  AUTHOR,
  aCategory,
  aCount,
  aMovement,
  aProduct,
  aSale,
  aShop,
  aVoid,
} from '@digiboost/domain/documents/factories';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinColumns } from './activity-columns.ts';
import type { Notice } from './notices.ts';
import { ShopProjector } from './projector.ts';
import { type Changes, ModelStore } from './store.ts';
import { byDay, reference, serverPage, serverSnapshot, sortedActivity } from './test-shop.ts';

const TODAY = '2026-07-01';
const NOW = `${TODAY}T12:00:00.000Z`;
const PRODUCTS = ['product:riz', 'product:huile', 'product:savon'] as const satisfies ProductId[];
const CATALOG: ShopDocument[] = [
  aShop(),
  aCategory(),
  ...PRODUCTS.map((_id, n) => aProduct({ _id, categoryId: 'category:cereales', isActive: n < 2 })),
];

let databases = 0;
const freshName = (): string => {
  databases += 1;
  return `t${databases}`;
};

/** A store that fails at its n-th commit, as a phone that is switched off. */
class DyingStore extends ModelStore {
  commitsLeft = Number.POSITIVE_INFINITY;
  override async commit(changes: Changes, cleared?: Parameters<ModelStore['commit']>[1]): Promise<void> {
    this.commitsLeft -= 1;
    if (this.commitsLeft < 0) throw new Error('switched off');
    await super.commit(changes, cleared);
  }
}

/** A phone: the documents it stored, in order, and its projections. */
class Phone {
  readonly log: ShopDocument[] = [];
  readonly name: string;
  notices: Notice[] = [];
  now = NOW;
  #version = 1;
  store: DyingStore;
  projector: ShopProjector;

  constructor(name = freshName()) {
    this.name = name;
    this.store = new DyingStore(name, 1);
    this.projector = this.#projector();
  }

  #projector(): ShopProjector {
    return new ShopProjector({ name: this.name, now: () => this.now }, this.store, (notice) => {
      this.notices.push(notice);
    });
  }

  /** Starts again from what is stored; with `upgrade`, as a new version of the projections. Replays what is missing. */
  async restart({ upgrade = false, batch = 7 } = {}): Promise<void> {
    await this.projector.close();
    if (upgrade) this.#version += 1;
    this.store = new DyingStore(this.name, this.#version);
    this.projector = this.#projector();
    let { localSeq } = await this.projector.open();
    while (localSeq < this.log.length) {
      const next = Math.min(localSeq + batch, this.log.length);
      await this.projector.apply({ docs: this.log.slice(localSeq, next), localSeq: next });
      localSeq = next;
    }
  }

  async receive(docs: readonly ShopDocument[]) {
    this.log.push(...docs);
    return this.projector.apply({ docs, localSeq: this.log.length });
  }

  async bootstrap(serverDocs: readonly ShopDocument[], cutoff: string, unsent: readonly ShopDocument[] = []) {
    const snapshot = serverSnapshot(serverDocs, cutoff);
    const stored = new Set(this.log);
    this.log.push(...[...snapshot.docs, ...unsent].filter((doc) => !stored.has(doc)));
    await this.projector.bootstrap({ ...snapshot, unsent, localSeq: this.log.length });
  }

  /** What is stored, read anew. */
  async figures() {
    const store = new ModelStore(this.name, this.#version);
    const { products, days } = await store.load();
    const { held, archived } = await store.allActivity();
    const overview = await store.overview();
    store.close();
    const activity = PRODUCTS.flatMap((id) =>
      joinColumns(
        archived.find((columns) => columns.id === id),
        held.find((columns) => columns.id === id),
      ).map((line) => ({ ...line, productId: id })),
    );
    return {
      onHand: Object.fromEntries(products.flatMap(({ id, product, milli }) => (product ? [[id, milli / 1000]] : []))),
      days: byDay([...days]),
      overview: overview?.overview,
      activity: sortedActivity(activity),
    };
  }
}

const instant = (day: number, minute: number): string =>
  new Date(Date.UTC(2026, 2, 1) + day * 86_400_000 + minute * 60_000).toISOString();

const KINDS = ['sale', 'sale', 'missed', 'ENTRY', 'EXIT', 'ADJUSTMENT', 'count', 'void', 'void twice'] as const;

/** A history of 120 days up to the 28th of June, 2026. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      day: fc.integer({ min: 0, max: 119 }),
      minute: fc.integer({ min: 0, max: 3 }),
      product: fc.constantFrom(...PRODUCTS),
      other: fc.constantFrom(...PRODUCTS),
      milli: fc.integer({ min: 1, max: 20_000 }),
      price: fc.integer({ min: 0, max: 2_000 }),
      target: fc.nat(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    const docs: LedgerEvent[] = [];
    steps.forEach((step, n) => {
      const at = instant(step.day, step.minute);
      const quantity = step.milli / 1000;
      const timed = { at, device: `d${n % 3}`, n };
      const voidable = docs.flatMap((doc) => (doc.type === 'sale' || doc.type === 'movement' ? [doc] : []));
      if (step.kind === 'sale' || step.kind === 'missed') {
        const lines = [step.product, step.other].map((productId) => ({ productId, quantity, unitPrice: step.price }));
        docs.push(aSale({ ...timed, lines, status: step.kind === 'sale' ? 'DELIVERED' : 'MISSED' }));
      } else if (step.kind === 'count') docs.push(aCount({ ...timed, productId: step.product, counted: quantity }));
      else if (step.kind === 'void' || step.kind === 'void twice') {
        const original = voidable[step.target % Math.max(voidable.length, 1)];
        if (!original) return;
        docs.push(aVoid(original));
        if (step.kind === 'void twice') docs.push(aVoid(original, { ...AUTHOR, by: 'u-modou' }));
      } else {
        const signed = step.kind === 'ADJUSTMENT' && step.milli % 2 ? -quantity : quantity;
        docs.push(aMovement({ ...timed, productId: step.product, movementType: step.kind, quantity: signed }));
      }
    });
    return docs;
  });

/** A history, what of it the server and this phone had at the first copy, and how the rest arrives. */
const scenario = history.chain((docs) =>
  fc.record({
    docs: fc.constant(docs),
    where: fc.array(fc.constantFrom('server', 'server', 'unsent', 'later', 'again'), {
      minLength: docs.length,
      maxLength: docs.length,
    }),
    order: fc.shuffledSubarray(docs, { minLength: docs.length }),
    cut: fc.integer({ min: -1, max: 121 }),
    sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
    restarts: fc.array(fc.constantFrom('no', 'no', 'restart', 'upgrade', 'killed'), { minLength: 1, maxLength: 6 }),
    commits: fc.integer({ min: 0, max: 5 }),
  }),
);

describe('projector', () => {
  it('gives the figures of all documents at once, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ docs, where, order, cut, sizes, restarts, commits }) => {
        const place = new Map(docs.map((doc, index) => [doc, where[index]]));
        const phone = new Phone();
        const cutoff = instant(cut, 0);
        const known = docs.filter((doc) => place.get(doc) === 'server' || place.get(doc) === 'again');
        const knownIds = new Set(known.map((doc) => doc._id));
        const unsent = docs.filter((doc) => place.get(doc) === 'unsent' && !knownIds.has(doc._id));
        await phone.projector.open();
        await phone.bootstrap([...CATALOG, ...known], cutoff, unsent);

        let needed = false;
        const rest = order.filter((doc) => {
          const at = place.get(doc);
          return at === 'later' || at === 'unsent' || (at === 'again' && phone.log.includes(doc));
        });
        for (let start = 0, turn = 0; start < rest.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          const batch = rest.slice(start, start + size);
          start += size;
          const restart = restarts[turn % restarts.length];
          if (restart === 'killed') {
            phone.store.commitsLeft = 0;
            await expect(phone.receive(batch)).rejects.toThrow('switched off');
            await phone.restart({ batch: size });
            needed ||= (await phone.receive([])) === 'snapshot-needed';
          } else {
            needed ||= (await phone.receive(batch)) === 'snapshot-needed';
            if (restart !== 'no') await phone.restart({ upgrade: restart === 'upgrade', batch: size });
          }
        }
        const all = [...CATALOG, ...docs];
        if (needed) {
          phone.store.commitsLeft = commits;
          await phone.bootstrap(all, cutoff).catch(async () => {
            phone.store.commitsLeft = Number.POSITIVE_INFINITY;
            // Killed before anything was stored, the old projections stand: the copy is taken again.
            if (commits === 0) await phone.bootstrap(all, cutoff);
            else await phone.restart();
          });
          phone.store.commitsLeft = Number.POSITIVE_INFINITY;
        }
        await phone.projector.archive(serverPage(all, '2026-05-01', '2026-08-01', new Set()));
        await phone.projector.archive(serverPage(all, '2026-02-01', '2026-04-30', new Set()));

        const expected = reference(all, TODAY);
        expect(await phone.figures()).toEqual(expected);
        await phone.restart({ upgrade: true, batch: sizes[0] ?? 1 });
        expect(await phone.figures()).toEqual(expected);
        await phone.projector.close();
      }),
      { numRuns: 150 },
    );
  }, 240_000);
});
