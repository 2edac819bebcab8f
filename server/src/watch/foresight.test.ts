import type { AlertEvent, ShopDocument } from '@digiboost/domain/documents';
import { aMovement, anAlert, aProduct, aSale, aShop } from '@digiboost/domain/documents/testing/examples';
import { addDays, dayNumber } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { demandOf, forecastProducts, productOutlook } from '@digiboost/domain/shop';
import { ledgersOf } from '@digiboost/domain/shop/testing/worked-shop';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predictions } from '../figures/predictions.ts';
import { outlookRow } from '../figures/stock-detail.ts';
import { shopBooks } from '../shop/shop-books.ts';
import { openWatchBench, type WatchBench } from './testing/watch-bench.ts';

const TODAY = '2026-03-02';
const product = aProduct();
const sale = (quantity: number, at: string, n: number) =>
  aSale({ at, n, lines: [{ productId: product._id, quantity, unitPrice: 500 }] });
/** Six a day for 90 days, and the six of today are sold by the evening. */
const events = [
  aMovement({ at: '2025-12-01T08:00:00.000Z', n: 1, productId: product._id, quantity: 590 }),
  ...Array.from({ length: 91 }, (_, n) => sale(6, `${addDays(TODAY, -n)}T18:30:00.000Z`, 10 + n)),
];

let bench: WatchBench;
beforeAll(async () => {
  bench = await openWatchBench();
});
afterAll(() => bench.close());

test('phone, API and message name the same days in the evening, when today has been sold already', async () => {
  bench.advance(8 * 3_600_000);
  const alert = anAlert({
    alertType: 'PREDICTED_RUPTURE',
    conditions: { withinDays: 20 },
    recipients: ['+221771234567'],
  });
  const documents: ShopDocument[] = [aShop(), product, ...events, alert];
  const shop = await bench.shop(...documents);
  const watch = await bench.watch();
  await watch.idle();

  const [ledger] = ledgersOf({ products: [product], suppliers: [], orders: [], events });
  const onPhone = must(ledger);
  const [forecast] = forecastProducts([demandOf(onPhone, TODAY)], TODAY);
  const expected = outlookRow(productOutlook(onPhone, must(forecast), TODAY), TODAY, 'sac');
  const withoutToday = productOutlook(
    { ...onPhone, days: onPhone.days.filter(({ day }) => day !== dayNumber(TODAY)) },
    must(forecast),
    TODAY,
  );
  expect(outlookRow(withoutToday, TODAY, 'sac').rupture).not.toEqual(expected.rupture);

  const figures = await shopBooks()(bench.services.tenants.store.shop(shop.id), bench.at);
  const [served] = predictions(figures, { horizonDays: 30 }).ruptures;
  expect(served?.rupture).toEqual(expected.rupture);

  const [event] = await shop.events();
  const { predictedFrom, predictedTo } = must<AlertEvent>(event).details;
  expect({ from: predictedFrom, to: predictedTo }).toEqual({
    from: expected.rupture.earliest,
    to: expected.rupture.latest,
  });
});
