import { type AlertFacts, DIFFERENCE_DAYS, type Evaluation, evaluateAlerts } from '@digiboost/domain/alerts';
import {
  ALERT_TYPES,
  type Alert,
  type AlertType,
  type LedgerEvent,
  type Product,
  type ProductId,
} from '@digiboost/domain/documents';
import { aClosing, aCustomer, aMovement, anAlert, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { HISTORY_PRODUCTS, histories } from '@digiboost/domain/documents/testing/histories';
import { forecastShop } from '@digiboost/domain/forecast';
import type { ProductSold } from '@digiboost/domain/kpis';
import {
  balancesOf,
  type DayRow,
  daysOf,
  type Entry,
  entriesOf,
  isKnownBy,
  lastCount,
  lotLinesOf,
  lotsOf,
  moneyLinesOf,
  NO_COUNT,
  stockMilli,
  toldOf,
} from '@digiboost/domain/ledger';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { demandOf, foundPart, owingCustomers, productOutlook, soldLine } from '@digiboost/domain/shop';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engines } from '../testing/engines.ts';
import { accounts, balanceOf } from './accounts.ts';
import { activityOf, closingsFound, lastRecords, stockChanges } from './alert-facts.ts';
import { datedLots, onHand } from './on-hand.ts';
import type { AskView } from './view.ts';

const NOW = '2026-03-20T12:00:00.000Z';
const TODAY = '2026-03-20';
const FIRST = '2025-06-01';

const CUSTOMERS = [aCustomer({ _id: 'customer:awa', name: 'Awa' })];
const products: Product[] = HISTORY_PRODUCTS.map((_id, n) => aProduct({ _id, name: _id, minStock: 4 * n + 2 }));
const CONDITIONS: Readonly<Record<AlertType, Alert['conditions']>> = {
  RUPTURE: {},
  LOW_STOCK: { productIds: ['product:riz', 'product:savon'] },
  SERVICE_RATE_DROP: { rate: 0.95, windowDays: 30 },
  PREDICTED_RUPTURE: { withinDays: 30 },
  DORMANT: { idleDays: 8 },
  SYNC_SILENCE: { silentHours: 300 },
  DEBT_OVERDUE: { debtDays: 17, leastDebt: 100 },
  CLOSING_DIFFERENCE: { difference: 250 },
  EXPIRY: { expiryDays: 30 },
};
const alerts = ALERT_TYPES.map((alertType) =>
  anAlert({
    _id: `alert:${alertType.toLowerCase().replaceAll('_', '-')}`,
    alertType,
    conditions: CONDITIONS[alertType],
  }),
);

const CASH_SHORT = { method: 'CASH', expected: 5_000, counted: 4_750, left: 4_750 } as const;

/** Rice that sells every fifth day, so that there is something to predict from, and a closing of these days. */
const steady: LedgerEvent[] = [
  aMovement({ at: '2025-12-01T08:00:00.000Z', n: 900, quantity: 80, device: 'd9' }),
  ...Array.from({ length: 20 }, (_, n) =>
    aSale({
      at: `${addDays('2025-12-02', 5 * n)}T09:00:00.000Z`,
      n: 901 + n,
      device: 'd9',
      lines: [{ productId: 'product:riz', quantity: 4, unitPrice: 500 }],
    }),
  ),
  aClosing({ at: '2026-03-18T20:00:00.000Z', n: 990, device: 'd9', parts: [CASH_SHORT] }),
];

type Ledger = { product: Product; onHandMilli: number; isKnown: boolean; days: DayRow[] };

/** What follows from each product's ledger: both sides make it in the same way from days and stock. */
function foresight(ledgers: readonly Ledger[]): Pick<AlertFacts, 'outlook' | 'sold'> {
  const forecasts = forecastShop(
    ledgers.map((ledger) => demandOf(ledger, TODAY)),
    { origin: TODAY },
  );
  return {
    outlook: {
      origin: TODAY,
      products: new Map(
        ledgers.flatMap((ledger, n) => {
          const forecast = forecasts[n];
          return forecast ? [[ledger.product._id, productOutlook(ledger, forecast, TODAY)] as const] : [];
        }),
      ),
    },
    sold: new Map(
      ledgers.map((ledger): [ProductId, ProductSold] => {
        const { lastSold, since } = soldLine(ledger);
        return [ledger.product._id, { lastSold, since }];
      }),
    ),
  };
}

const unitCost = ({ purchasePrice }: Product): number => purchasePrice;
const common = { now: NOW, today: TODAY, products, supplierName: () => null, unitCost };

const devicesOf = (records: ReadonlyMap<string, Instant>) =>
  new Map([...records].map(([device, lastSeen]) => [device, { lastSeen, person: null }]));

/** The facts as the server reads them from the views. */
async function factsFromViews(ask: AskView, limit: number): Promise<AlertFacts> {
  const stock = await onHand(ask);
  const ids = products.map(({ _id }) => _id);
  const newest = await stockChanges(ask, ids, stock, limit);
  const all = await stockChanges(
    ask,
    ids.filter((id) => !newest.get(id)?.complete),
    stock,
    1_000,
  );
  const { rows } = await activityOf(ask, FIRST, TODAY);
  const ledgers = products.map((product) => ({
    product,
    onHandMilli: stock.get(product._id)?.milli ?? 0,
    isKnown: stock.get(product._id)?.isKnown ?? false,
    days: rows.filter(({ productId }) => productId === product._id),
  }));
  return {
    ...common,
    onHand: new Map([...stock].flatMap(([id, { milli, isKnown }]) => (isKnown ? [[id, fromMilli(milli)]] : []))),
    changes: (id) => all.get(id) ?? newest.get(id) ?? null,
    sales: rows,
    devices: devicesOf(await lastRecords(ask)),
    debts: owingCustomers(
      new Map((await accounts(ask)).balances.map((before) => [before.account, balanceOf(before)])),
      CUSTOMERS,
      undefined,
    ),
    lots: await datedLots(ask),
    closings: await closingsFound(ask, addDays(TODAY, -DIFFERENCE_DAYS), undefined),
    ...foresight(ledgers),
  };
}

/** The same from the documents. */
function factsFromDocuments(events: readonly LedgerEvent[]): AlertFacts {
  const entries = events.flatMap(entriesOf);
  const of = (id: ProductId): Entry[] => entries.filter(({ productId }) => productId === id);
  const devices = new Map<string, Instant>();
  for (const { deviceId, createdAt } of events) {
    if (createdAt > (devices.get(deviceId) ?? '')) devices.set(deviceId, createdAt);
  }
  const ledgers = products.map(
    (product): Ledger => ({
      product,
      onHandMilli: stockMilli(of(product._id)),
      isKnown: isKnownBy(toldOf(of(product._id)).get(product._id)),
      days: [
        ...(daysOf(of(product._id).filter(({ kind }) => kind !== 'COUNT'))
          .get(product._id)
          ?.values() ?? []),
      ],
    }),
  );
  return {
    ...common,
    onHand: new Map(
      ledgers.flatMap(({ product, onHandMilli, isKnown }) => (isKnown ? [[product._id, fromMilli(onHandMilli)]] : [])),
    ),
    changes(id) {
      const count = lastCount(of(id));
      const rows = of(id)
        .filter(({ at, delta }) => at > count.at && delta !== 0)
        .sort((a, b) => (a.at < b.at ? 1 : -1));
      return { rows, count: count === NO_COUNT ? null : count, complete: true };
    },
    sales: [...daysOf(entries).values()].flatMap((days) => [...days.values()]),
    devices: devicesOf(devices),
    lots: lotsOf(events.flatMap(lotLinesOf)),
    debts: owingCustomers(balancesOf(events.flatMap(moneyLinesOf)), CUSTOMERS, undefined),
    closings: events.flatMap((event) =>
      event.type === 'closing' ? event.parts.map((part) => foundPart(event.at, part, undefined)) : [],
    ),
    ...foresight(ledgers),
  };
}

const byId = ({ opened }: Evaluation) => [...opened].sort((a, b) => (a._id < b._id ? -1 : 1));

describe.each(engines)('alerts by $name', ({ withDocuments, runs }) => {
  test('every type opens from the views what it opens from the documents', async () => {
    const seen = new Set<AlertType>();
    await fc.assert(
      fc.asyncProperty(histories(), fc.integer({ min: 1, max: 4 }), async (random, limit) => {
        const events = [...steady, ...random];
        await withDocuments(events, async (ask) => {
          const byViews = evaluateAlerts(alerts, await factsFromViews(ask, limit), []);
          const byDocuments = evaluateAlerts(alerts, factsFromDocuments(events), []);
          expect(byViews.wanting.size).toBe(0);
          expect(byId(byViews)).toEqual(byId(byDocuments));
          for (const { alertType } of byViews.opened) seen.add(alertType);
        });
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
    if (runs >= 200) expect([...seen].sort()).toEqual([...ALERT_TYPES].sort());
  });
});
