import type { ProductId, ShopDocument } from '@digiboost/domain/documents';
import { aCategory, aProduct, aShop } from '@digiboost/domain/documents/testing/examples';
import { isKnownBy, mergeColumns, rowsOf } from '@digiboost/domain/ledger';
import { MoneyReader } from '../money-reader.ts';
import type { Notice } from '../notices.ts';
import { ModelStore } from '../projection-store.ts';
import { Projections } from '../projections.ts';
import { ShopProjector } from '../projector.ts';
import { databaseVersion, PROJECTION_VERSION, type ProductRecord } from '../records.ts';
import type { Changes } from '../store-writes.ts';
import { byDay, lotsByProduct, serverSnapshot, sortedActivity, sortedBalances } from './test-shop.ts';

export const TODAY = '2026-07-01';
const NOW = `${TODAY}T12:00:00.000Z`;
export const PRODUCTS = ['product:riz', 'product:huile', 'product:savon'] as const satisfies ProductId[];
export const CATALOG: ShopDocument[] = [
  aShop(),
  aCategory(),
  ...PRODUCTS.map((_id, n) =>
    aProduct({
      _id,
      categoryId: 'category:cereales',
      isActive: n < 2,
      // Of the last the price never changed.
      ...(n < 2 ? { formerPurchasePrices: [{ price: 250.5, until: '2026-04-15' }] } : {}),
    }),
  ),
];

let databases = 0;
const freshName = (): string => {
  databases += 1;
  return `t${databases}`;
};

const costOf = ({ unitCost, product }: ProductRecord): number | undefined => unitCost ?? product?.purchasePrice;

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
export class Phone {
  readonly log: ShopDocument[] = [];
  readonly name: string;
  readonly notices: Notice[] = [];
  now = NOW;
  #version = PROJECTION_VERSION;
  store: DyingStore;
  projector: ShopProjector;

  constructor(name = freshName()) {
    this.name = name;
    this.store = new DyingStore(name, PROJECTION_VERSION);
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
    const money = await this.#money();
    store.close();
    const activity = PRODUCTS.flatMap((id) => [
      ...rowsOf(
        mergeColumns(
          id,
          archived.find((columns) => columns.id === id),
          held.find((columns) => columns.id === id),
        ),
      ),
    ]);
    return {
      onHand: Object.fromEntries(products.flatMap(({ id, product, milli }) => (product ? [[id, milli / 1000]] : []))),
      unitCosts: Object.fromEntries(
        products.flatMap((record) => (record.product ? [[record.id, costOf(record)]] : [])),
      ),
      known: Object.fromEntries(products.flatMap(({ id, product, told }) => (product ? [[id, isKnownBy(told)]] : []))),
      lots: lotsByProduct(new Map(products.map(({ id, lots }) => [id, lots]))),
      days: byDay([...days]),
      overview: overview?.overview,
      activity: sortedActivity(activity),
      money,
    };
  }

  /** The till and the balances, as a screen reads them; null while another version of the projections is stored. */
  async #money() {
    const projections = new Projections(this.name, databaseVersion(this.#version));
    const reader = new MoneyReader(projections);
    const [till, ...people] = await Promise.all([
      reader.till(),
      reader.balances('customer'),
      reader.balances('supplier'),
    ]);
    projections.close();
    return {
      till: till.filter(({ base, expected }) => base || expected !== 0),
      balances: sortedBalances(people.flatMap((balances) => [...balances.values()])),
    };
  }
}
