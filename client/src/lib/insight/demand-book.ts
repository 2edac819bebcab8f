import type { ProductId } from '@digiboost/domain/documents';
import type { DemandSeries } from '@digiboost/domain/forecast';
import type { Day } from '@digiboost/domain/shared/day';
import { toMilli } from '@digiboost/domain/shared/quantity';
import { demandOf } from './outlook.ts';
import type { ProductData } from './shop-data.ts';

interface Page {
  readonly data: ProductData;
  readonly series: DemandSeries;
  readonly hash: number;
}

/** The demand of a shop's products up to yesterday, read again only where a product changed. */
export class DemandBook {
  #today: Day = '';
  #pages = new Map<ProductId, Page>();

  read(products: readonly ProductData[], today: Day): void {
    const isNewDay = today !== this.#today;
    this.#today = today;
    const pages = new Map<ProductId, Page>();
    for (const data of products) {
      const before = isNewDay ? undefined : this.#pages.get(data.id);
      pages.set(data.id, before?.data === data ? before : pageOf(data, today));
    }
    this.#pages = pages;
  }

  get ids(): ProductId[] {
    return [...this.#pages.keys()];
  }

  get series(): DemandSeries[] {
    return [...this.#pages.values()].map(({ series }) => series);
  }

  /** Days of the longest history. */
  get longest(): number {
    let longest = 0;
    for (const { series } of this.#pages.values()) longest = Math.max(longest, series.demand.length);
    return longest;
  }

  /** FCFA that a unit of each product brings. */
  get values(): number[] {
    return [...this.#pages.values()].map(({ data }) => data.product.salePrice);
  }

  /** Another one whenever the day or any product's demand is another: what was forecast under it still holds. */
  get key(): string {
    let hash = SEED;
    for (const [id, page] of this.#pages) {
      for (let at = 0; at < id.length; at += 1) hash = mixed(hash, id.charCodeAt(at));
      hash = mixed(hash, page.hash);
    }
    return `${this.#today} ${this.#pages.size} ${hash >>> 0}`;
  }
}

function pageOf(data: ProductData, today: Day): Page {
  const series = demandOf(data, today);
  const { demand, empty } = series;
  let hash = mixed(SEED, demand.length);
  for (let day = 0; day < demand.length; day += 1) {
    hash = mixed(hash, toMilli(demand[day] ?? 0) * 2 + (empty?.[day] ? 1 : 0));
  }
  return { data, series, hash };
}

// FNV-1a by words, with the upper bits brought back down.
const SEED = 0x811c9dc5;
const mixed = (hash: number, word: number): number => {
  const next = Math.imul(hash ^ word, 0x01000193);
  return next ^ (next >>> 15);
};
