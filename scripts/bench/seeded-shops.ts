import { addDays } from '@digiboost/domain/shared/day';
import { DEMO_PRODUCTS, largeCatalogue } from '../demo/catalogue.ts';
import type { SeedOptions } from '../demo/seed-shop.ts';
import { BIG_SHOP } from './big-shop.ts';

const DEMO = { days: 90, linesPerDay: 120 };
const today = new Date().toISOString().slice(0, 10);

/** The shops that benches make up by themselves. */
const SHOPS: Readonly<Record<string, Pick<SeedOptions, 'products' | 'from' | 'linesPerDay' | 'targetLines'>>> = {
  demo: { products: DEMO_PRODUCTS, from: addDays(today, -DEMO.days), linesPerDay: DEMO.linesPerDay },
  // Beside the demo shop: whose people are hostile.
  neighbour: { products: DEMO_PRODUCTS, from: addDays(today, -DEMO.days), linesPerDay: DEMO.linesPerDay },
  big: {
    products: largeCatalogue(BIG_SHOP.products),
    from: addDays(today, -365 * BIG_SHOP.years),
    linesPerDay: BIG_SHOP.lines / (365 * BIG_SHOP.years),
    targetLines: BIG_SHOP.lines,
  },
};

/** What the shop `name` is made up of. */
export function seededShop(name: string) {
  const shop = SHOPS[name];
  if (!shop) throw new Error(`There is no shop ${name}: choose among ${Object.keys(SHOPS).join(', ')}.`);
  return shop;
}
