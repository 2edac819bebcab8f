import type { AlertDetails } from '../documents/alert-event.ts';
import type { Product } from '../documents/product.ts';
import { HORIZON } from '../forecast/index.ts';
import { formatDayRange, formatDays, formatQuantity, NARROW, oneLine } from '../french/index.ts';
import { addDays } from '../shared/day.ts';
import { isPredictedRupture } from '../shop/ruptures.ts';
import type { AlertFacts } from './facts.ts';
import type { MessageLine } from './kind.ts';

/** The largest quantity that a document may hold; nonsense adds up to more, and its alert is sent all the same. */
const LARGEST = 1e9;
const bounded = (quantity: number): number => Math.min(Math.max(quantity, -LARGEST), LARGEST);

/** What every event about a product tells: its stock, and the outlook as far as it is known. */
export function productDetails(product: Product, onHand: number, facts: AlertFacts): AlertDetails {
  const foresight = facts.outlook?.products.get(product._id);
  const supplier = facts.supplierName(product);
  const known: AlertDetails = {
    productName: oneLine(product.name),
    unit: oneLine(product.unit),
    stock: bounded(onHand),
    minStock: product.minStock,
    ...(supplier ? { supplierName: oneLine(supplier) } : {}),
  };
  if (!foresight || !facts.outlook) return known;
  const { stockOut, coverage, recommended, onOrder } = foresight;
  const { origin } = facts.outlook;
  const isPredicted = isPredictedRupture(foresight, HORIZON);
  return {
    ...known,
    ...(coverage === null ? {} : { coverageDays: Math.floor(coverage * 10) / 10 }),
    ...(isPredicted
      ? {
          // Day 1 is the origin itself.
          predictedFrom: addDays(origin, stockOut.from - 1),
          // Beyond the horizon nobody knows.
          ...(stockOut.to <= HORIZON ? { predictedTo: addDays(origin, stockOut.to - 1) } : {}),
          reliability: stockOut.reliability,
        }
      : {}),
    ...(recommended === undefined ? {} : { recommendedQuantity: bounded(recommended) }),
    ...(onOrder ? { onOrder: bounded(onOrder) } : {}),
  };
}

/** The lines that messages about a product share. */
export function productLines(details: AlertDetails): MessageLine[] {
  const { productName = '', unit, stock, onOrder, coverageDays, predictedFrom, predictedTo } = details;
  return [
    ['Produit', productName],
    ['Stock actuel', formatQuantity(stock, unit)],
    ...(onOrder ? [['En route', formatQuantity(onOrder, unit)] as const] : []),
    ...(coverageDays === undefined || !stock || stock <= 0 ? [] : [['Couverture', formatDays(coverageDays)] as const]),
    ...(predictedFrom === undefined ? [] : [['Rupture prévue', formatDayRange(predictedFrom, predictedTo)] as const]),
  ];
}

/** What to order, from whom, and what is on its way already; null when nothing is known of either. */
export function orderAdvice(details: AlertDetails): string | null {
  const { recommendedQuantity, onOrder, unit, supplierName } = details;
  const from = supplierName ? ` auprès de ${supplierName}` : '';
  if (recommendedQuantity) {
    const besides = onOrder ? ` (${formatQuantity(onOrder, unit)} déjà en route)` : '';
    return `Commander ${formatQuantity(recommendedQuantity, unit)}${from}${besides}.`;
  }
  const coming = onOrder ? `${formatQuantity(onOrder, unit)} ${onOrder < 2 ? 'est' : 'sont'} déjà en route` : null;
  if (recommendedQuantity === 0) {
    return coming ? `${coming}${NARROW}: rien à commander.` : 'Rien à commander pour l’instant.';
  }
  if (coming) return `${coming}. Voir Prévisions avant de commander${from}.`;
  return from ? `Commander${from}.` : null;
}
