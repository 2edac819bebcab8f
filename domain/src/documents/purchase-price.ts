import { dayNumber } from '../shared/day.ts';
import type { Author } from './author.ts';
import { LIMITS } from './limits.ts';
import type { Product } from './product.ts';

type Priced = Pick<Product, 'purchasePrice' | 'formerPurchasePrices'>;

/** FCFA that a unit was bought at on a day (its number). The day of a change has the new price. */
export function purchasePriceOn({ purchasePrice, formerPurchasePrices = [] }: Priced, on: number): number {
  return formerPurchasePrices.find(({ until }) => on < dayNumber(until))?.price ?? purchasePrice;
}

/** The former prices of a product whose purchase price is changed by `author`. Of one day the first is kept. */
export function withFormerPrice(product: Priced, { at }: Author): NonNullable<Product['formerPurchasePrices']> {
  const { purchasePrice: price, formerPurchasePrices = [] } = product;
  const until = at.slice(0, 10);
  const last = formerPurchasePrices.at(-1);
  // A clock that was set back: what is known of later days stands.
  if (last && last.until >= until) return formerPurchasePrices;
  return [...formerPurchasePrices, { price, until }].slice(-LIMITS.formerPrices.most);
}
