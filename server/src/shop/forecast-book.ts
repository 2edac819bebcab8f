import { type BackTest, backTest, type DemandSeries, type ProductForecast } from '@digiboost/domain/forecast';
import { demandOf, forecastContext, forecastProducts, type LedgerProduct } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';

/** A shop's forecasts, made again only when its demand before today has changed: what today sells is not part of it. */
export interface ForecastBook {
  /** The forecasts of these products, in their order. */
  forecasts(active: readonly LedgerProduct[], today: Day): readonly ProductForecast[];
  /** The error that such forecasts had; null when the history is too short to tell. */
  backTest(active: readonly LedgerProduct[], today: Day): BackTest | null;
}

interface Page {
  readonly today: Day;
  readonly series: readonly DemandSeries[];
  forecasts?: readonly ProductForecast[];
  tested?: { readonly prices: readonly number[]; readonly result: BackTest | null };
}

/** A book without a page. */
export function forecastBook(): ForecastBook {
  let page: Page | null = null;

  /** The present page, or a new one. */
  function opened(active: readonly LedgerProduct[], today: Day): Page {
    const series = active.map((ledger) => demandOf(ledger, today));
    if (page?.today === today && isSame(page.series, series)) return page;
    page = { today, series };
    return page;
  }

  return {
    forecasts(active, today) {
      const present = opened(active, today);
      present.forecasts ??= forecastProducts(present.series, today);
      return present.forecasts;
    },
    backTest(active, today) {
      const present = opened(active, today);
      const prices = active.map(({ product }) => product.salePrice);
      const isTested = present.tested?.prices.every((price, index) => price === prices[index]) ?? false;
      if (!present.tested || !isTested) {
        present.tested = { prices, result: backTest(present.series, prices, forecastContext(today)) };
      }
      return present.tested.result;
    },
  };
}

const isSame = (before: readonly DemandSeries[], after: readonly DemandSeries[]): boolean =>
  before.length === after.length &&
  before.every((one, index) => {
    const other = after[index];
    return (
      one.id === other?.id && hasSameDays(one.demand, other.demand) && hasSameDays(one.empty ?? [], other.empty ?? [])
    );
  });

function hasSameDays(before: ArrayLike<number>, after: ArrayLike<number>): boolean {
  if (before.length !== after.length) return false;
  for (let day = 0; day < before.length; day += 1) if (before[day] !== after[day]) return false;
  return true;
}
