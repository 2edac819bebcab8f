import type { ProductId } from '@digiboost/domain/documents';
import { type BackTest, backTest, type DemandSeries, type ProductForecast } from '@digiboost/domain/forecast';
import { forecastContext, forecastProducts } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';
import { activeProducts, demandOf, productOutlook, shopFigures } from './outlook.ts';
import type { ProductData, ShopData } from './shop-data.ts';
import type { ProductOutlook, ShopOutlook } from './shop-outlook.ts';

interface Demand {
  readonly data: ProductData;
  readonly series: DemandSeries;
}
interface Made {
  readonly data: ProductData;
  readonly forecast: ProductForecast;
  readonly outlook: ProductOutlook;
}

/**
 * Makes a shop's outlook again and again, each time from what changed: a sale of today asks only when its product runs
 * out; demand is forecast anew on a new day, or when the past turns out to have been another.
 */
export class OutlookMaker {
  #today: Day = '';
  #demands = new Map<ProductId, Demand>();
  #forecasts = new Map<ProductId, ProductForecast>();
  #made = new Map<ProductId, Made>();
  #backTest: BackTest | null = null;
  #isBackTested = false;

  /** The shop's outlook. `isForecast`: demand was forecast anew. */
  make(shop: ShopData): { readonly outlook: ShopOutlook; readonly isForecast: boolean } {
    const active = activeProducts(shop);
    const isForecast = this.#readDemand(active, shop.today);
    if (isForecast) this.#forecast(shop.today);
    const timezone = shop.shop?.settings.timezone;
    const made = new Map<ProductId, Made>();
    for (const data of active) {
      const forecast = this.#forecasts.get(data.id);
      if (!forecast) continue;
      const before = this.#made.get(data.id);
      const isSame = before?.data === data && before.forecast === forecast;
      made.set(
        data.id,
        isSame ? before : { data, forecast, outlook: productOutlook(data, forecast, shop.today, timezone) },
      );
    }
    this.#made = made;
    const products = new Map([...made].map(([id, { outlook }]) => [id, outlook]));
    return {
      outlook: { today: shop.today, products, backTest: this.#backTest, ...shopFigures(shop) },
      isForecast,
    };
  }

  /**
   * The error that such forecasts had so far, once per forecast: takes several times as long as the outlook, which need
   * not wait for it. Null when it is known already.
   */
  backTest(shop: ShopData): { readonly backTest: BackTest | null } | null {
    if (this.#isBackTested) return null;
    const demands = [...this.#demands.values()];
    this.#backTest = backTest(
      demands.map(({ series }) => series),
      demands.map(({ data }) => data.product.salePrice),
      forecastContext(shop.today),
    );
    this.#isBackTested = true;
    return { backTest: this.#backTest };
  }

  /** Whether the demand of any product is another than it was. */
  #readDemand(active: readonly ProductData[], today: Day): boolean {
    const isNewDay = today !== this.#today;
    const demands = new Map<ProductId, Demand>();
    let isChanged = isNewDay || active.length !== this.#demands.size;
    for (const data of active) {
      const before = isNewDay ? undefined : this.#demands.get(data.id);
      const isSame = before?.data === data;
      const series = isSame ? before.series : demandOf(data, today);
      isChanged ||= !isSame && !(before && isSameDemand(before.series, series));
      demands.set(data.id, isSame ? before : { data, series });
    }
    this.#demands = demands;
    this.#today = today;
    return isChanged;
  }

  #forecast(today: Day): void {
    const forecasts = forecastProducts(
      [...this.#demands.values()].map(({ series }) => series),
      today,
    );
    this.#forecasts = new Map([...this.#demands.keys()].flatMap((id, index) => pairOf(id, forecasts[index])));
    this.#isBackTested = false;
  }
}

const pairOf = <K, V>(key: K, value: V | undefined): [K, V][] => (value === undefined ? [] : [[key, value]]);

const isSameDemand = (a: DemandSeries, b: DemandSeries): boolean =>
  isSameList(a.demand, b.demand) && isSameList(a.empty ?? [], b.empty ?? []);

function isSameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
