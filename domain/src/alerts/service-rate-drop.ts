import { de, formatDays, formatMoney, formatPercent } from '../french/index.ts';
import { dayNumber } from '../shared/day.ts';
import type { AlertKind } from './kind.ts';
import { scopeOf } from './scope.ts';

const RATE = 0.9;
const WINDOW_DAYS = 7;
/** What opened stays open until the rate is a point above the threshold. */
const MARGIN = 0.01;

/** The fill rate by value (delivered / (delivered + missed)) of the last days is below a threshold. */
export const serviceRateDrop: AlertKind = {
  type: 'SERVICE_RATE_DROP',
  label: 'Baisse du taux de service',
  hint: 'Quand trop de clients repartent sans être servis.',
  needs: () => ['sales'],
  thresholds: {
    rate: { unit: 'rate', usual: RATE, label: 'Taux de service minimum (%)', noun: 'Le taux de service' },
    windowDays: { unit: 'day', usual: WINDOW_DAYS, label: 'Calculé sur (jours)', noun: 'La période' },
  },
  about: 'products',
  remedy: 'sales',
  openings(conditions, { products, sales, today }) {
    const { rate: threshold = RATE, windowDays = WINDOW_DAYS } = conditions;
    const last = dayNumber(today);
    const scope = new Set(products.filter(scopeOf(conditions)).map(({ _id }) => _id));
    let delivered = 0;
    let missed = 0;
    for (const row of sales ?? []) {
      if (row.day <= last - windowDays || row.day > last || !scope.has(row.productId)) continue;
      delivered += row.revenue;
      missed += row.missedRevenue;
    }
    const asked = delivered + missed;
    const rate = asked > 0 ? delivered / asked : 1;
    if (missed <= 0 || rate >= threshold + MARGIN) return [];
    return [
      {
        subject: 'shop',
        opened: today,
        opens: rate < threshold,
        severity: rate < 0.5 ? 'CRITICAL' : rate < threshold - 0.1 ? 'HIGH' : 'MEDIUM',
        details: { rate, threshold, windowDays, missedRevenue: missed },
      },
    ];
  },
  when: ({ rate = RATE, windowDays = WINDOW_DAYS }, subject) =>
    `quand le taux de service ${de(subject)} sur ${formatDays(windowDays)} passe sous ${formatPercent(rate)}`,
  summary: ({ rate = 0, windowDays = WINDOW_DAYS, missedRevenue = 0 }) =>
    `Sur ${formatDays(windowDays)}, le taux de service est de ${formatPercent(rate)}, avec ${formatMoney(missedRevenue)} de ventes manquées.`,
  lines: ({ rate = 0, threshold = RATE, windowDays = WINDOW_DAYS, missedRevenue = 0 }) => [
    ['Taux de service', `${formatPercent(rate)} sur ${formatDays(windowDays)}`],
    ['Seuil', formatPercent(threshold)],
    ['Ventes manquées', formatMoney(missedRevenue)],
  ],
  advice: () => 'Regarder les produits en rupture et les ventes manquées.',
};
