import { de, formatDays, formatQuantity } from '../french/index.ts';
import { toMilli } from '../shared/quantity.ts';
import { insideSince } from './dating.ts';
import type { AlertKind, Opening } from './kind.ts';
import { orderAdvice, productDetails, productLines } from './product-details.ts';
import { watched } from './scope.ts';

/** Coverage trembles with each forecast: what opened below N days stays open up to a tenth above. */
const COVERAGE_MARGIN = 1.1;

/**
 * Something is left, but no more than the product's minimum; or, with `coverageDays`, less than so many days of
 * expected demand. An event stays open through a rupture: it is the same shortage, and the rupture's own alert speaks
 * of it.
 */
export const lowStock: AlertKind = {
  type: 'LOW_STOCK',
  label: 'Stock faible',
  hint: 'Quand il reste peu, avant la rupture.',
  needs: ({ coverageDays }) => (coverageDays === undefined ? [] : ['outlook']),
  thresholds: {
    coverageDays: {
      unit: 'day',
      usual: 7,
      isOptional: true,
      label: 'Prévenir sous (jours de vente)',
      noun: 'La couverture',
    },
  },
  about: 'product',
  remedy: 'order',
  openings(conditions, facts) {
    const { coverageDays } = conditions;
    return watched(conditions, facts).flatMap(({ product, onHand }): Opening[] => {
      const foresight = facts.outlook?.products.get(product._id);
      const coverage = foresight?.coverage ?? null;
      const common = { subject: product._id, productId: product._id, details: productDetails(product, onHand, facts) };
      const urgent = coverage !== null && coverage < (foresight?.leadTimeDays ?? 0);
      const severity = urgent ? 'HIGH' : 'MEDIUM';
      if (onHand <= 0) return [{ ...common, severity, opened: facts.today, opens: false }];
      if (coverageDays !== undefined) {
        if (coverage === null || coverage >= coverageDays * COVERAGE_MARGIN) return [];
        const details = { ...common.details, threshold: coverageDays };
        return [{ ...common, details, severity, opened: facts.today, opens: coverage < coverageDays }];
      }
      if (onHand > product.minStock) return [];
      const changes = facts.changes(product._id);
      const least = toMilli(product.minStock);
      const isLow = (milli: number) => milli > 0 && milli <= least;
      const opened = changes && insideSince(toMilli(onHand), changes, isLow, product.createdAt);
      return [{ ...common, severity, opened, opens: true }];
    });
  },
  when: ({ coverageDays }, subject) =>
    coverageDays === undefined
      ? `quand ${subject} passe sous son stock minimum`
      : `quand ${subject} a moins de ${formatDays(coverageDays)} de stock`,
  summary: ({ productName = '', stock, unit, threshold, minStock }) =>
    threshold === undefined
      ? `Il reste ${formatQuantity(stock, unit)} ${de(productName)}, pour un minimum de ${formatQuantity(minStock, unit)}.`
      : `Il reste ${formatQuantity(stock, unit)} ${de(productName)}, moins de ${formatDays(threshold)} de stock.`,
  lines(details) {
    const { minStock, threshold, unit } = details;
    const [product, stock, ...rest] = productLines(details);
    const limit =
      threshold === undefined
        ? (['Stock minimum', formatQuantity(minStock, unit)] as const)
        : (['Seuil', formatDays(threshold)] as const);
    return [...(product ? [product] : []), ...(stock ? [stock] : []), limit, ...rest];
  },
  advice: orderAdvice,
};
