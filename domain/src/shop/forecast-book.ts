import type { ProductId } from '../documents/product.ts';
import { type BackTest, backTest, type DemandSeries, type ProductForecast } from '../forecast/index.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import type { Day } from '../shared/day.ts';
import { toMilli } from '../shared/quantity.ts';
import { activeOf, type ShopBook } from './book.ts';
import {
  demandOf,
  forecastContext,
  forecastProducts,
  type ProductOutlook,
  productOutlook,
  type ShopOutlook,
  shelfFigures,
} from './outlook.ts';

/** One active product: its demand up to yesterday and, once it is forecast, what is expected of it. */
interface Page {
  readonly ledger: LedgerProduct;
  readonly series: DemandSeries;
  readonly hash: number;
  forecast?: ProductForecast;
  outlook?: ProductOutlook;
}

/** An outlook, and how it was made. */
export interface Making {
  readonly outlook: ShopOutlook;
  /** Stands for the demand that its forecasts were made from. */
  readonly demandKey: string;
  /** Demand was forecast anew. */
  readonly isForecast: boolean;
  /** The demand of the past is another than the forecasts know. */
  readonly isBehind: boolean;
}

/**
 * A shop's outlook, made again and again, each time from what changed: a sale of today asks only when its product runs
 * out; demand is forecast anew on a new day, or when the past turns out to have been another.
 */
export class ForecastBook {
  #today: Day = '';
  #pages = new Map<ProductId, Page>();
  #forecasts: ReadonlyMap<ProductId, ProductForecast> = new Map();
  #forecastKey = '';
  #forecastDay: Day = '';
  #backTest: BackTest | null = null;
  #testedFor = '';
  #restoredKey = '';
  #exact: { readonly key: string; readonly result: BackTest | null } | null = null;

  /** Starts from the outlook of an earlier time: what it forecast of the same demand is not forecast again. */
  restore({ today, products, backTest: tested }: ShopOutlook, demandKey: string): void {
    this.#forecasts = new Map([...products].map(([id, { forecast }]) => [id, forecast]));
    this.#forecastKey = demandKey;
    this.#forecastDay = today;
    this.#backTest = tested;
    this.#restoredKey = demandKey;
  }

  /** The shop's outlook. Without `mayForecast` the forecasts of the same day stay, whatever became of the past. */
  make(book: ShopBook, mayForecast = true): Making {
    const { today } = book;
    this.#read(activeOf(book), today);
    const key = this.#key();
    const isForecast = key !== this.#forecastKey && (mayForecast || today !== this.#forecastDay);
    if (isForecast) this.#forecast(key);
    const timezone = book.shop?.settings.timezone;
    const products = new Map<ProductId, ProductOutlook>();
    for (const [id, page] of this.#pages) {
      const forecast = this.#forecasts.get(id);
      if (!forecast) continue;
      if (page.forecast !== forecast) page.outlook = productOutlook(page.ledger, forecast, today, timezone);
      page.forecast = forecast;
      if (page.outlook) products.set(id, page.outlook);
    }
    return {
      outlook: { today, products, backTest: this.#backTest, ...shelfFigures(book) },
      demandKey: this.#forecastKey,
      isForecast,
      isBehind: key !== this.#forecastKey,
    };
  }

  /**
   * The error that such forecasts had so far, once a day, and when the history turns out to be longer: takes several
   * times as long as the outlook, which need not wait for it. Null when it is known already.
   */
  testOnPast(): { readonly backTest: BackTest | null } | null {
    const longest = [...this.#pages.values()].reduce((most, { series }) => Math.max(most, series.demand.length), 0);
    const wanted = `${this.#today} ${longest}`;
    if (this.#testedFor === wanted || this.#restoredKey === this.#key()) return null;
    this.#backTest = this.#tested();
    this.#testedFor = wanted;
    return { backTest: this.#backTest };
  }

  /** The same error of the shop's demand and prices as they are now, whenever one of them changed. */
  backTest(book: Pick<ShopBook, 'today' | 'products'>): BackTest | null {
    this.#read(activeOf(book), book.today);
    const prices = [...this.#pages.values()].map(({ ledger }) => ledger.product.salePrice);
    const key = `${this.#key()} ${prices.join()}`;
    if (this.#exact?.key !== key) this.#exact = { key, result: this.#tested() };
    return this.#exact.result;
  }

  #tested(): BackTest | null {
    const pages = [...this.#pages.values()];
    return backTest(
      pages.map(({ series }) => series),
      pages.map(({ ledger }) => ledger.product.salePrice),
      forecastContext(this.#today),
    );
  }

  /** Reads the demand of `products` again where a product changed. */
  #read(products: readonly LedgerProduct[], today: Day): void {
    const isNewDay = today !== this.#today;
    const pages = new Map<ProductId, Page>();
    for (const ledger of products) {
      const before = isNewDay ? undefined : this.#pages.get(ledger.product._id);
      pages.set(ledger.product._id, before?.ledger === ledger ? before : pageOf(ledger, today));
    }
    this.#today = today;
    this.#pages = pages;
  }

  /** Another one whenever the day or any product's demand is another: what was forecast under it still holds. */
  #key(): string {
    let hash = SEED;
    for (const [id, page] of this.#pages) {
      for (let at = 0; at < id.length; at += 1) hash = mixed(hash, id.charCodeAt(at));
      hash = mixed(hash, page.hash);
    }
    return `${this.#today} ${this.#pages.size} ${hash >>> 0}`;
  }

  #forecast(key: string): void {
    const series = [...this.#pages.values()].map((page) => page.series);
    const forecasts = forecastProducts(series, this.#today);
    this.#forecasts = new Map(
      [...this.#pages.keys()].flatMap((id, index) => {
        const forecast = forecasts[index];
        return forecast ? [[id, forecast] as const] : [];
      }),
    );
    this.#forecastKey = key;
    this.#forecastDay = this.#today;
  }
}

function pageOf(ledger: LedgerProduct, today: Day): Page {
  const series = demandOf(ledger, today);
  const { demand, empty } = series;
  let hash = mixed(SEED, demand.length);
  for (let day = 0; day < demand.length; day += 1) {
    hash = mixed(hash, toMilli(demand[day] ?? 0) * 2 + (empty?.[day] ? 1 : 0));
  }
  return { ledger, series, hash };
}

// FNV-1a by words, with the upper bits brought back down.
const SEED = 0x811c9dc5;
const mixed = (hash: number, word: number): number => {
  const next = Math.imul(hash ^ word, 0x01000193);
  return next ^ (next >>> 15);
};
