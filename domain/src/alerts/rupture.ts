import { toMilli } from '../shared/quantity.ts';
import { insideSince } from './dating.ts';
import type { AlertKind } from './kind.ts';
import { orderAdvice, productDetails, productLines } from './product-details.ts';
import { watched } from './scope.ts';

/** Nothing is left of an active product. Critical when it is known to sell. */
export const rupture: AlertKind = {
  type: 'RUPTURE',
  label: 'Rupture de stock',
  hint: 'Dès qu’il n’y a plus rien en rayon.',
  needs: () => [],
  thresholds: {},
  about: 'product',
  remedy: 'order',
  openings: (conditions, facts) =>
    watched(conditions, facts)
      .filter(({ onHand }) => onHand <= 0)
      .map(({ product, onHand }) => {
        const changes = facts.changes(product._id);
        const perDay = facts.outlook?.products.get(product._id)?.perDay ?? 0;
        return {
          subject: product._id,
          productId: product._id,
          opened: changes && insideSince(toMilli(onHand), changes, (milli) => milli <= 0, product.createdAt),
          opens: true,
          severity: perDay > 0 ? 'CRITICAL' : 'HIGH',
          details: productDetails(product, onHand, facts),
        };
      }),
  when: (_conditions, subject) => `quand ${subject} est en rupture`,
  summary: ({ productName = '' }) => `${productName} est en rupture.`,
  lines: (details) => [...productLines(details), ['Statut', 'RUPTURE']],
  advice: orderAdvice,
};
