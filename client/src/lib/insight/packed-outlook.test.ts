import { aProduct } from '@digiboost/domain/documents/testing/examples';
import { forecastShop } from '@digiboost/domain/forecast';
import { must } from '@digiboost/domain/shared/must';
import type { ShopOutlook } from '@digiboost/domain/shop';
import { productOutlook } from '@digiboost/domain/shop';
import { describe, expect, it } from 'vitest';
import { OUTLOOK_VERSION, packOutlook, unpackOutlook } from './packed-outlook.ts';

const TODAY = '2026-07-01';

function outlookOf(ids: readonly string[]): ShopOutlook {
  const demand = Array.from({ length: 100 }, (_, day) => day % 4);
  const forecasts = forecastShop(
    ids.map((id) => ({ id, demand })),
    { origin: TODAY },
  );
  const products = forecasts.map((forecast, index) => {
    const product = aProduct({ _id: `product:${forecast.id}` });
    return productOutlook({ product, onHandMilli: index * 3000, isKnown: true, days: [] }, forecast, TODAY);
  });
  return {
    today: TODAY,
    products: new Map(products.map((one) => [one.id, one])),
    backTest: { error: 0.08, origins: 4 },
    availability: { rate: 0.9, products: 2, emptyDays: 1, days: 30 },
    dormant: { products: [], capital: 0, days: 300 },
  };
}

const FIELDS = [
  'id',
  'forecast',
  'stockOut',
  'coverage',
  'perDay',
  'lastSold',
  'since',
  'dormant',
  'rotation',
] as const;

describe('a packed outlook', () => {
  it('says all that the outlook said, after it was cloned', () => {
    const outlook = outlookOf(['riz', 'huile', 'savon']);
    const unpacked = unpackOutlook(structuredClone(packOutlook(outlook, 'a key')));
    expect([...unpacked.products.keys()]).toEqual([...outlook.products.keys()]);
    for (const [id, product] of outlook.products) {
      const read = must(unpacked.products.get(id));
      expect(Object.fromEntries(FIELDS.map((field) => [field, read[field]]))).toEqual(product);
    }
    expect({ ...unpacked, products: null }).toEqual({ ...outlook, products: null });
  });

  it('is empty for a shop without products', () => {
    expect(unpackOutlook(structuredClone(packOutlook(outlookOf([]), ''))).products.size).toBe(0);
  });

  it('keeps its form as long as it keeps its version', () => {
    const { forecasts, stockOuts, ...packed } = packOutlook(outlookOf(['riz']), '');
    // Another form needs another OUTLOOK_VERSION, or phones would read what an older app stored.
    expect([OUTLOOK_VERSION, Object.keys(packed).sort(), Object.keys(stockOuts.columns).sort()]).toEqual([
      5,
      [
        'availability',
        'backTest',
        'coverage',
        'demandKey',
        'dormant',
        'ids',
        'isDormant',
        'lastSold',
        'perDay',
        'rotation',
        'since',
        'today',
      ],
      ['day', 'from', 'reliability', 'to', 'within15'],
    ]);
    expect(Object.keys(forecasts.columns)).toContain('daily');
  });
});
