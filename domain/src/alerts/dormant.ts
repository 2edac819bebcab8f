import { formatDate, formatDays, formatMoney, formatQuantity } from '../french/index.ts';
import { DORMANT_DAYS } from '../kpis/dormant.ts';
import { stockValue } from '../kpis/valuation.ts';
import { addDays } from '../shared/day.ts';
import type { AlertKind, Opening } from './kind.ts';
import { watched } from './scope.ts';

/** In stock, and not sold for a long time (never sold: since the shop has it). */
export const dormant: AlertKind = {
  type: 'DORMANT',
  label: 'Produit dormant',
  hint: 'Quand un produit reste en stock sans aucune vente.',
  needs: () => ['sold'],
  thresholds: {
    idleDays: { unit: 'day', usual: DORMANT_DAYS, label: 'Sans vente depuis (jours)', noun: 'La durée sans vente' },
  },
  tells: 'COSTS',
  about: 'product',
  remedy: null,
  openings(conditions, facts) {
    const { idleDays = DORMANT_DAYS } = conditions;
    return watched(conditions, facts).flatMap(({ product, onHand }): Opening[] => {
      const sold = facts.sold?.get(product._id);
      if (!sold || onHand <= 0) return [];
      const since = addDays(sold.lastSold ?? sold.since, idleDays);
      if (since > facts.today) return [];
      return [
        {
          subject: product._id,
          productId: product._id,
          opened: since,
          opens: true,
          severity: 'LOW',
          details: {
            productName: product.name,
            unit: product.unit,
            stock: onHand,
            value: stockValue({ onHand, unitCost: facts.unitCost(product) }),
            windowDays: idleDays,
            ...(sold.lastSold ? { lastSold: sold.lastSold } : {}),
          },
        },
      ];
    });
  },
  when: ({ idleDays = DORMANT_DAYS }, subject) => `quand ${subject} n’est pas vendu pendant ${formatDays(idleDays)}`,
  summary: ({ productName = '', windowDays = DORMANT_DAYS, value = 0 }) =>
    `${productName} n’est pas vendu depuis ${formatDays(windowDays)} et immobilise ${formatMoney(value)}.`,
  lines: ({ productName = '', unit, stock, value = 0, lastSold }) => [
    ['Produit', productName],
    ['Stock actuel', formatQuantity(stock, unit)],
    ['Dernière vente', lastSold ? formatDate(lastSold) : 'jamais'],
    ['Argent immobilisé', formatMoney(value)],
  ],
  advice: () => 'Baisser le prix, le mettre en avant ou ne plus le commander.',
};
