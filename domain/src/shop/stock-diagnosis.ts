import type { ProductId } from '../documents/product.ts';
import type { Reliability } from '../forecast/index.ts';
import type { Availability } from '../kpis/availability.ts';
import { type StockHealth, stockHealth } from '../kpis/stock-health.ts';
import { shelfLine } from '../kpis/stock-status.ts';
import { valuation } from '../kpis/valuation.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import { demandCurve, onOrder } from '../purchase/index.ts';
import { addDays, type Day } from '../shared/day.ts';
import { fromMilli } from '../shared/quantity.ts';
import { activeOf, type Read, type ShopBook } from './book.ts';
import { type Bounded, bounded, type Untrusted, untrusted } from './bounded.ts';
import type { Expected } from './expected.ts';
import { shelfFigures } from './outlook.ts';
import { isPredictedRupture, RUPTURE_DAYS } from './ruptures.ts';

/** How an agent sees a product. */
export interface NamedProduct {
  readonly id: ProductId;
  readonly name: Untrusted;
  readonly unit: Untrusted;
}

/** A product that is out of stock or will be. Units and FCFA. */
export interface RuptureRisk extends NamedProduct {
  readonly onHand: number;
  readonly onOrder: number;
  /** Demand expected a day. */
  readonly perDay: number;
  /** The day on which it probably runs out, with its 80% interval; null: it has. */
  readonly expected: { readonly day: Day; readonly earliest: Day; readonly latest: Day } | null;
  /** FCFA of sales that will probably be missed within 15 days if nothing comes in. */
  readonly salesAtRisk: number;
  readonly reliability: Reliability;
}

/** Stock that has not sold for 60 days. */
export interface SleepingStock extends NamedProduct {
  readonly onHand: number;
  readonly since: Day;
  /** FCFA that it cost. */
  readonly value: number;
}

/** How a shop's stock stands, what is at risk, and how far that may be trusted. */
export interface StockDiagnosis {
  readonly today: Day;
  readonly health: StockHealth;
  /** FCFA. */
  readonly value: number;
  readonly availability: Availability;
  readonly withinDays: number;
  /** Empty shelves of products that sell, the dearest first. */
  readonly ruptures: Bounded<RuptureRisk>;
  /** Shelves that will probably empty within 15 days, the dearest first. */
  readonly predicted: Bounded<RuptureRisk>;
  readonly dormant: Bounded<SleepingStock>;
}

const MOST = 15;

export const namedProduct = ({ product }: LedgerProduct): NamedProduct => ({
  id: product._id,
  name: untrusted(product.name),
  unit: untrusted(product.unit),
});

/** Diagnoses the stock of a shop of which orders and expectations were read. */
export function stockDiagnosis(book: Read<ShopBook, 'orders' | 'expected'>): StockDiagnosis {
  const { today, expected } = book;
  const lines = [...book.products.values()].map(shelfLine);
  const shelf = shelfFigures(book);
  const coming = onOrder(book.orders);
  const ruptures: RuptureRisk[] = [];
  const predicted: RuptureRisk[] = [];
  for (const ledger of activeOf(book)) {
    const own = expected.products.get(ledger.product._id);
    if (!own || !ledger.isKnown) continue;
    const risk = riskOf(ledger, own, today, coming.get(ledger.product._id) ?? 0);
    // What nobody asks for any more is missed by nobody.
    if (ledger.onHandMilli <= 0 && risk.salesAtRisk > 0) ruptures.push(risk);
    else if (ledger.onHandMilli > 0 && isPredictedRupture(own)) predicted.push(risk);
  }
  const dormant = shelf.dormant.products.flatMap(({ id, since, value }): SleepingStock[] => {
    const ledger = book.products.get(id);
    return ledger ? [{ ...namedProduct(ledger), onHand: fromMilli(ledger.onHandMilli), since, value }] : [];
  });
  const francs = ({ salesAtRisk }: RuptureRisk): number => salesAtRisk;
  return {
    today,
    health: stockHealth(lines),
    value: valuation(lines).total,
    availability: shelf.availability,
    withinDays: RUPTURE_DAYS,
    ruptures: bounded(ruptures.sort(dearestFirst), MOST, francs),
    predicted: bounded(predicted.sort(dearestFirst), MOST, francs),
    dormant: bounded(dormant, MOST, ({ value }) => value),
  };
}

const dearestFirst = (a: RuptureRisk, b: RuptureRisk): number =>
  b.salesAtRisk - a.salesAtRisk || (a.id < b.id ? -1 : 1);

function riskOf(ledger: LedgerProduct, own: Expected, today: Day, coming: number): RuptureRisk {
  const { day, from, to, reliability } = own.stockOut;
  const onHand = fromMilli(ledger.onHandMilli);
  const short = own.forecast.sufficient ? demandCurve(own.forecast).shortfall(RUPTURE_DAYS, Math.max(onHand, 0)) : 0;
  const dayOf = (days: number): Day => addDays(today, Math.max(days - 1, 0));
  return {
    ...namedProduct(ledger),
    onHand,
    onOrder: coming,
    perDay: own.perDay,
    expected: onHand > 0 ? { day: dayOf(day), earliest: dayOf(from), latest: dayOf(to) } : null,
    salesAtRisk: Math.round(short * ledger.product.salePrice),
    reliability,
  };
}
