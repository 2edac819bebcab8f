import { de, formatDate, formatMoney, formatQuantity, oneLine } from '../french/index.ts';
import { stockValue } from '../kpis/valuation.ts';
import { lotsLeft } from '../ledger/lots.ts';
import { addDays } from '../shared/day.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import type { AlertKind, Opening } from './kind.ts';
import { watched } from './scope.ts';

const EXPIRY_DAYS = 30;
const URGENT_DAYS = 7;

/** What is in stock expires soon, or has expired: one event for each date of each product. */
export const expiry: AlertKind = {
  type: 'EXPIRY',
  label: 'Péremption',
  hint: 'Quand ce qui est en stock va bientôt périmer.',
  needs: () => ['lots'],
  thresholds: {
    expiryDays: { unit: 'day', usual: EXPIRY_DAYS, label: 'Prévenir avant (jours)', noun: 'Le délai' },
  },
  tells: 'COSTS',
  about: 'product',
  remedy: 'expiry',
  openings(conditions, facts) {
    const { expiryDays = EXPIRY_DAYS } = conditions;
    const { today, lots } = facts;
    return watched(conditions, facts).flatMap(({ product, onHand }) =>
      lotsLeft(toMilli(onHand), lots?.get(product._id) ?? []).flatMap(({ expiresOn, milli }): Opening[] => {
        if (expiresOn > addDays(today, expiryDays)) return [];
        const expiring = fromMilli(milli);
        return [
          {
            subject: `lot:${product._id.slice('product:'.length)}-${expiresOn.replaceAll('-', '')}`,
            productId: product._id,
            opened: addDays(expiresOn, -expiryDays),
            opens: true,
            severity: expiresOn < today ? 'CRITICAL' : expiresOn <= addDays(today, URGENT_DAYS) ? 'HIGH' : 'MEDIUM',
            details: {
              productName: oneLine(product.name),
              unit: oneLine(product.unit),
              expiring,
              expiresOn,
              value: stockValue({ onHand: expiring, unitCost: facts.unitCost(product) }),
            },
          },
        ];
      }),
    );
  },
  when: ({ expiryDays = EXPIRY_DAYS }, subject) => `quand ${subject} périme dans ${expiryDays} jours ou moins`,
  summary: ({ productName = '', unit, expiring, expiresOn }) =>
    `${formatQuantity(expiring, unit)} ${de(productName)} à vendre${expiresOn ? ` avant le ${formatDate(expiresOn)}` : ''}.`,
  lines: ({ productName = '', unit, expiring, expiresOn, value = 0 }) => [
    ['Produit', productName],
    ['Quantité', formatQuantity(expiring, unit)],
    ...(expiresOn ? [['Date de péremption', formatDate(expiresOn)] as const] : []),
    ['Valeur', formatMoney(value)],
  ],
  advice: () => 'Le vendre en premier ou baisser le prix ; ce qui est périmé sort du stock par « Sortie ».',
};
