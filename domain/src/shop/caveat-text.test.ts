import { expect, test } from 'vitest';
import { aProduct } from '../documents/testing/examples.ts';
import type { Caveat } from '../forecast/index.ts';
import { aDay } from '../ledger/testing/days.ts';
import { dayNumber } from '../shared/day.ts';
import { caveatText, shopCaveats } from './caveat-text.ts';
import { ForecastBook } from './forecast-book.ts';

const TODAY = '2026-05-11';
const said = (caveat: Caveat): string => caveatText(caveat, 'sac').replace(/[\u00a0\u202f]/g, ' ');

test('each reason to take care is one sentence that says what follows from it', () => {
  expect(said({ kind: 'CLOSED', days: 12 })).toBe(
    'Boutique fermée, ou rien d’enregistré, depuis 12 jours : on s’attend aux ventes d’avant dès la réouverture.',
  );
  expect(said({ kind: 'CLOSED_LAST_YEAR', days: 11, day: 4 })).toBe(
    'L’an dernier à cette époque, la boutique a fermé environ 11 jours : si elle ferme encore, les ruptures viendront plus tard.',
  );
  expect(said({ kind: 'STOPPING' })).toBe(
    'Ce produit ne se vend plus : rien n’est proposé à l’achat tant qu’il ne se vend pas de nouveau.',
  );
  expect(said({ kind: 'EVENT', event: 'RAMADAN', day: 5 })).toBe(
    'Le Ramadan commence dans 4 jours : cette boutique ne l’a pas encore vécu en entier, les ventes peuvent beaucoup changer.',
  );
  expect(said({ kind: 'EVENT', event: 'KORITE', day: 1 })).toMatch(/^C’est la Korité : cette boutique/);
  expect(said({ kind: 'LARGE_ORDER', units: 1000, ago: 60 })).toBe(
    'Une vente de 1 000 sacs il y a 60 jours sort de l’ordinaire : elle n’est pas comptée dans les ventes attendues.',
  );
  expect(said({ kind: 'STOCK_UNKNOWN' })).toMatch(/^Stock jamais compté/);
});

test('a shop that has recorded nothing for ten days says so once, and a product its own reasons', () => {
  const first = dayNumber(TODAY) - 120;
  // Three products that sell four a day until ten days ago; of one nobody ever counted the stock.
  const ledgers = ['riz', 'huile', 'savon'].map((key) => ({
    product: aProduct({ _id: `product:${key}` }),
    onHandMilli: 50_000,
    isKnown: key !== 'savon',
    days: Array.from({ length: 110 }, (_, n) =>
      aDay({ productId: `product:${key}`, day: first + n, delta: -4000, sold: 4000 }),
    ),
  }));
  const { outlook } = new ForecastBook().make({
    today: TODAY,
    shop: null,
    products: new Map(ledgers.map((ledger) => [ledger.product._id, ledger])),
    categories: null,
    suppliers: null,
    orders: null,
    totals: null,
    expected: null,
  });
  expect(shopCaveats(outlook)).toContainEqual({ kind: 'CLOSED', days: 10 });
  // The feast that lies ahead has not been seen either.
  expect(shopCaveats(outlook)).toContainEqual(expect.objectContaining({ kind: 'EVENT', event: 'TABASKI' }));
  expect(shopCaveats({ products: new Map() })).toEqual([]);
  const own = (key: 'riz' | 'savon') => outlook.products.get(`product:${key}`)?.forecast.caveats;
  expect(own('riz')).toEqual(shopCaveats(outlook));
  expect(own('savon')).toEqual([...shopCaveats(outlook), { kind: 'STOCK_UNKNOWN' }]);
  expect(outlook.products.get('product:riz')?.perDay).toBeGreaterThan(3.5);
});
