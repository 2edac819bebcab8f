import type { Author } from '@digiboost/domain/documents';
import type { Day } from '@digiboost/domain/shared/day';
import type { DemoProduct } from './catalogue.ts';

/** What shop to make: sales of `products` from `from` to `to`, about `linesPerDay` of them a day. */
export interface Scenario {
  readonly name: string;
  readonly products: readonly DemoProduct[];
  readonly from: Day;
  readonly to: Day;
  /** Nothing happens after this instant, so that the last day can be today. */
  readonly until: string;
  readonly linesPerDay?: number;
  /** Orders to suppliers are written down over so many days before `to`; none unless said. */
  readonly orderDays?: number;
  readonly seed: number;
  readonly author: Pick<Author, 'by' | 'deviceId'>;
}

/** How fast the catalogue sells compared with its own figures, for the wanted number of lines a day. */
export function paceOf({ products, linesPerDay }: Scenario): number {
  return linesPerDay === undefined ? 1 : linesPerDay / ownLinesPerDay(products);
}

/** Lines that the catalogue sells on an ordinary day by its own figures. */
export const ownLinesPerDay = (products: readonly DemoProduct[]): number =>
  products.reduce((sum, demo) => sum + demo.perDay / demo.basket, 0);
