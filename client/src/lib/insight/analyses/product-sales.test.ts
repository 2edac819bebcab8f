import type { ProductId } from '@digiboost/domain/documents';
import { aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { entriesOf } from '@digiboost/domain/ledger';
import { expect, test } from 'vitest';
import { activityOf, toColumns } from '../../model/activity-columns.ts';
import type { ShopData } from '../shop-data.ts';
import { productSales } from './product-sales.ts';

const RICE: ProductId = 'product:riz';
const entries = [
  aSale({ n: 1, at: '2026-02-28T10:00:00.000Z' }),
  aSale({ n: 2, at: '2026-03-01T10:00:00.000Z' }),
  aSale({ n: 3, at: '2026-03-01T11:00:00.000Z', status: 'MISSED' }),
].flatMap(entriesOf);
const columns = toColumns(RICE, activityOf(entries).get(RICE) ?? new Map());
const shop = {
  products: new Map([[RICE, { id: RICE, product: aProduct(), milli: 0, columns }]]),
} as unknown as ShopData;

test('what each product sold and missed from a day on, as the server’s view has it', () => {
  expect(productSales(shop, { from: '2026-03-01' })).toEqual([
    { day: '2026-03-01', productId: RICE, revenue: 1000, missedRevenue: 1000 },
  ]);
});
