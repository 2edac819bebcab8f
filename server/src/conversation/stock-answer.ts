import { onHand } from '@digiboost/design-docs';
import type { Product } from '@digiboost/domain/documents';
import { compareNames, formatQuantity, oneLine } from '@digiboost/domain/french';
import { fold } from '@digiboost/domain/import';
import { type StockStatus, stockStatus } from '@digiboost/domain/kpis';
import { ledgersOf } from '@digiboost/domain/ledger';
import { barcodeKey } from '@digiboost/domain/shared/gtin';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { Database } from '../couch/client.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import { askViews } from '../shop/shop-views.ts';
import { fitting } from './screen.ts';

const SIGNS: Readonly<Record<StockStatus, string>> = {
  UNKNOWN: ' – à compter',
  RUPTURE: ' – RUPTURE',
  LOW: ' – stock faible',
  OK: '',
};

const carries = ({ barcode }: Product, asked: string): boolean =>
  barcode !== undefined && barcodeKey(barcode) === barcodeKey(asked);

const UNIT = 12;

/** Whether every word of `asked` begins a word of the product's name, or the product is called by its code. */
function matches(product: Product, asked: readonly string[]): boolean {
  const words = fold(product.name).split(' ');
  const begins = (word: string) => words.some((own) => own.startsWith(word));
  return asked.every(begins) || fold(product.code) === asked.join(' ') || carries(product, asked.join(''));
}

/** The stock of the products that `asked` (already folded) names, in French, from the shop's views. */
export async function stockAnswer(shop: Database, asked: string, most?: number): Promise<string> {
  const [products, stock] = await Promise.all([mergedDocuments<Product>(shop, 'product'), onHand(askViews(shop))]);
  const found = products
    .filter((product) => product.isActive && matches(product, asked.split(' ')))
    .sort((a, b) => compareNames(a.name, b.name));
  if (found.length === 0) return `Aucun produit ne correspond à « ${asked} ».`;
  return fitting((listed, name) => {
    const lines = [...ledgersOf(found.slice(0, listed), stock, []).values()].map((ledger) => {
      const { product, isKnown } = ledger;
      const units = fromMilli(ledger.onHandMilli);
      const sign = SIGNS[stockStatus({ product, onHand: units }, isKnown)];
      return `• ${oneLine(product.name, name)} : *${formatQuantity(units, oneLine(product.unit, UNIT))}*${sign}`;
    });
    const rest = found.length - lines.length;
    return [...lines, ...(rest > 0 ? [`… et ${rest} de plus : précisez le nom.`] : [])].join('\n');
  }, most);
}
