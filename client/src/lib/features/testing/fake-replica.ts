import {
  type Author,
  newDocument,
  type Product,
  productId,
  type ShopDocument,
  type TimedType,
} from '@digiboost/domain/documents';
import type { Replica } from '../../replica/types.ts';

/** The part of the replica that controllers use, in memory. For tests. */
export class FakeReplica implements Pick<Replica, 'put' | 'get' | 'range' | 'author' | 'newId' | 'newKey'> {
  readonly docs = new Map<string, ShopDocument>();
  /** Thrown by the next writes. */
  failure: Error | null = null;
  /** When set, a write waits for it before it becomes durable. */
  latch: Promise<void> | null = null;
  #n = 0;
  #ms = Date.parse('2026-03-01T09:00:00.000Z');

  async put(docs: readonly ShopDocument[]): Promise<void> {
    await this.latch;
    if (this.failure) throw this.failure;
    for (const doc of docs) this.docs.set(doc._id, doc);
  }

  async get<D extends ShopDocument>(id: D['_id']): Promise<D | null> {
    return (this.docs.get(id) as D | undefined) ?? null;
  }

  async range<D extends ShopDocument>({ from, to, descending }: Parameters<Replica['range']>[0]): Promise<D[]> {
    const found = [...this.docs.values()].filter(({ _id }) => _id >= from && _id < to);
    found.sort((a, b) => (a._id < b._id ? -1 : 1));
    return (descending ? found.reverse() : found) as D[];
  }

  newKey(): string {
    this.#n += 1;
    return `key${this.#n}abcdef`;
  }

  author(): Author {
    this.#ms += 1000;
    return { at: new Date(this.#ms).toISOString(), by: 'awa', deviceId: 'phone1' };
  }

  newId<T extends TimedType>(type: T, at: string): `${T}:${string}` {
    this.#n += 1;
    return `${type}:${at}:phone1-${this.#n}`;
  }
}

/** A product of the tests. */
export const aProduct = (key: string, salePrice: number, name = key): Product =>
  newDocument<Product>(
    {
      _id: productId(key),
      type: 'product',
      code: key.toUpperCase(),
      name,
      purchasePrice: Math.round(salePrice * 0.8),
      salePrice,
      unit: 'kg',
      minStock: 2,
      isActive: true,
    },
    { at: '2026-01-01T00:00:00.000Z', by: 'awa', deviceId: 'phone1' },
  );
