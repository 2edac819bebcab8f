import {
  type Availability,
  costedSales,
  ledgerLine,
  type Revenue,
  revenue,
  rotation,
  type ServiceRate,
  type StockHealth,
  salesReport,
  serviceRate,
  stockHealth,
  type Valuation,
  valuation,
} from '@digiboost/domain/kpis';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { isPredictedRupture, RUPTURE_DAYS, turnover } from '@digiboost/domain/shop';
import type { WholeBook } from '../shop/shop-books.ts';

/** A shop's indicators over the `days` days that end today; amounts in FCFA, rates 0..1. */
export interface ShopKpis {
  readonly today: Day;
  readonly days: number;
  readonly revenue: Revenue;
  /** Revenue of the lines less what they cost when they were sold; the rate is of the revenue. */
  readonly margin: { readonly amount: number; readonly rate: number | null };
  readonly stock: StockHealth;
  readonly valuation: Valuation;
  /** Over 30 days, whatever the period; never without its missed sales. */
  readonly serviceRate: ServiceRate;
  readonly availability: Availability;
  /** Times a year; null when too little is known. */
  readonly rotation: number | null;
  readonly dormant: { readonly products: number; readonly capital: number };
  readonly predictedRuptures: { readonly withinDays: number; readonly products: number };
}

/** The indicators of a shop, from the definitions that its phones use. */
export function shopKpis(shop: WholeBook, { days }: { readonly days: number }): ShopKpis {
  const { today } = shop;
  const products = [...shop.products.values()];
  const lines = products.map(ledgerLine);
  const sales = salesReport(
    { products: costedSales(products), days: shop.totals, free: shop.free },
    { from: addDays(today, 1 - days), to: today },
  );
  const shelf = shop.expected;
  const outlooks = [...shop.expected.products.values()];
  return {
    today,
    days,
    revenue: revenue(shop.totals, today, days),
    margin: { amount: sales.margin, rate: sales.marginRate },
    stock: stockHealth(lines),
    valuation: valuation(lines),
    serviceRate: serviceRate(shop.totals, today),
    availability: shelf.availability,
    rotation: rotation(products.map((ledger) => turnover(ledger, today))),
    dormant: { products: shelf.dormant.products.length, capital: shelf.dormant.capital },
    predictedRuptures: {
      withinDays: RUPTURE_DAYS,
      products: outlooks.filter((outlook) => isPredictedRupture(outlook)).length,
    },
  };
}
