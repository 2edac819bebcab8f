import { HORIZON } from '../forecast/index.ts';
import { formatDayRange, formatDays } from '../french/index.ts';
import { isPredictedRupture } from '../shop/ruptures.ts';
import type { AlertKind, Opening } from './kind.ts';
import { orderAdvice, productDetails, productLines } from './product-details.ts';
import { watched } from './scope.ts';

const WITHIN_DAYS = 7;
/** Predictions move by a day or two: what opened stays open until the rupture is this much farther away. */
const MARGIN_DAYS = 2;

/** A product that still has stock is expected to run out soon. Never from insufficient data. */
export const predictedRupture: AlertKind = {
  type: 'PREDICTED_RUPTURE',
  label: 'Rupture prévue',
  hint: 'Quand les ventes annoncent une rupture dans les prochains jours.',
  needs: () => ['outlook'],
  thresholds: {
    withinDays: { unit: 'day', usual: WITHIN_DAYS, label: 'Rupture prévue d’ici (jours)', noun: 'L’horizon' },
  },
  about: 'product',
  remedy: 'order',
  openings(conditions, facts) {
    const { withinDays = WITHIN_DAYS } = conditions;
    return watched(conditions, facts).flatMap(({ product, onHand }): Opening[] => {
      const foresight = facts.outlook?.products.get(product._id);
      if (!foresight || onHand <= 0) return [];
      if (!isPredictedRupture(foresight, Math.min(withinDays + MARGIN_DAYS, HORIZON))) return [];
      const { day } = foresight.stockOut;
      const tooLate = day <= (foresight.leadTimeDays ?? 0);
      return [
        {
          subject: product._id,
          productId: product._id,
          opened: facts.today,
          opens: day <= withinDays,
          severity: day <= 2 || tooLate ? 'HIGH' : 'MEDIUM',
          details: productDetails(product, onHand, facts),
        },
      ];
    });
  },
  when: ({ withinDays = WITHIN_DAYS }, subject) =>
    `quand ${subject} risque la rupture dans les ${formatDays(withinDays)}`,
  summary: ({ productName = '', predictedFrom, predictedTo }) =>
    predictedFrom === undefined
      ? `${productName} risque la rupture.`
      : predictedTo === undefined
        ? `${productName} risque la rupture ${formatDayRange(predictedFrom, predictedTo)}.`
        : `${productName} sera en rupture ${formatDayRange(predictedFrom, predictedTo)}.`,
  lines: productLines,
  advice: orderAdvice,
};
