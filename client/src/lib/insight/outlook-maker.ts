import type { ProductId } from '@digiboost/domain/documents';
import { type BackTest, backTest, type ProductForecast } from '@digiboost/domain/forecast';
import { forecastContext, forecastProducts } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';
import { DemandBook } from './demand-book.ts';
import { activeProducts, productOutlook, shopFigures } from './outlook.ts';
import { type PackedOutlook, unpackOutlook } from './packed-outlook.ts';
import type { ProductData, ShopData } from './shop-data.ts';
import type { ProductOutlook, ShopOutlook } from './shop-outlook.ts';

interface Made {
  readonly data: ProductData;
  readonly forecast: ProductForecast;
  readonly outlook: ProductOutlook;
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
 * Makes a shop's outlook again and again, each time from what changed: a sale of today asks only when its product runs
 * out; demand is forecast anew on a new day, or when the past turns out to have been another.
 */
export class OutlookMaker {
  readonly #demand = new DemandBook();
  #forecasts: ReadonlyMap<ProductId, ProductForecast> = new Map();
  #forecastKey = '';
  #forecastDay: Day = '';
  #made = new Map<ProductId, Made>();
  #backTest: BackTest | null = null;
  #testedFor = '';
  #restoredKey = '';

  /** Starts from the outlook of an earlier time: what it forecast of the same demand is not forecast again. */
  restore(last: PackedOutlook): void {
    const { today, backTest: tested, products } = unpackOutlook(last);
    this.#forecasts = new Map([...products].map(([id, { forecast }]) => [id, forecast]));
    this.#forecastKey = last.demandKey;
    this.#forecastDay = today;
    this.#backTest = tested;
    this.#restoredKey = last.demandKey;
  }

  /** The shop's outlook. Without `mayForecast` the forecasts of the same day stay, whatever became of the past. */
  make(shop: ShopData, { mayForecast }: { readonly mayForecast: boolean }): Making {
    const { today } = shop;
    const active = activeProducts(shop);
    this.#demand.read(active, today);
    const { key } = this.#demand;
    const isForecast = key !== this.#forecastKey && (mayForecast || today !== this.#forecastDay);
    if (isForecast) this.#forecast(today, key);
    const timezone = shop.shop?.settings.timezone;
    const made = new Map<ProductId, Made>();
    for (const data of active) {
      const forecast = this.#forecasts.get(data.id);
      if (!forecast) continue;
      const before = this.#made.get(data.id);
      const isSame = before?.data === data && before.forecast === forecast;
      made.set(data.id, isSame ? before : { data, forecast, outlook: productOutlook(data, forecast, today, timezone) });
    }
    this.#made = made;
    const products = new Map([...made].map(([id, { outlook }]) => [id, outlook]));
    return {
      outlook: { today, products, backTest: this.#backTest, ...shopFigures(shop) },
      demandKey: this.#forecastKey,
      isForecast,
      isBehind: key !== this.#forecastKey,
    };
  }

  /**
   * The error that such forecasts had so far, once a day, and when the history turns out to be longer: takes several times
   * as long as the outlook, which need not wait for it. Null when it is known already.
   */
  backTest({ today }: ShopData): { readonly backTest: BackTest | null } | null {
    const wanted = `${today} ${this.#demand.longest}`;
    if (this.#testedFor === wanted || this.#restoredKey === this.#demand.key) return null;
    this.#backTest = backTest(this.#demand.series, this.#demand.values, forecastContext(today));
    this.#testedFor = wanted;
    return { backTest: this.#backTest };
  }

  #forecast(today: Day, key: string): void {
    const forecasts = forecastProducts(this.#demand.series, today);
    this.#forecasts = new Map(
      this.#demand.ids.flatMap((id, index) => {
        const forecast = forecasts[index];
        return forecast ? [[id, forecast] as const] : [];
      }),
    );
    this.#forecastKey = key;
    this.#forecastDay = today;
  }
}
