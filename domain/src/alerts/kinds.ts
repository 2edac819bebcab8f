import type { Alert, AlertType } from '../documents/alert.ts';
import { closingDifference } from './closing-difference.ts';
import { debtOverdue } from './debt-overdue.ts';
import { dormant } from './dormant.ts';
import { expiry } from './expiry.ts';
import type { AlertKind, FactName } from './kind.ts';
import { lowStock } from './low-stock.ts';
import { predictedRupture } from './predicted-rupture.ts';
import { rupture } from './rupture.ts';
import { serviceRateDrop } from './service-rate-drop.ts';
import { syncSilence } from './sync-silence.ts';

/** Every type of alert: one line each. */
export const ALERT_KINDS: Readonly<Record<AlertType, AlertKind>> = {
  RUPTURE: rupture,
  LOW_STOCK: lowStock,
  SERVICE_RATE_DROP: serviceRateDrop,
  PREDICTED_RUPTURE: predictedRupture,
  DORMANT: dormant,
  SYNC_SILENCE: syncSilence,
  DEBT_OVERDUE: debtOverdue,
  CLOSING_DIFFERENCE: closingDifference,
  EXPIRY: expiry,
};

/** Facts without which `alert` cannot be judged, beside products and stock. */
export const needsOf = ({ alertType, conditions }: Pick<Alert, 'alertType' | 'conditions'>): readonly FactName[] =>
  ALERT_KINDS[alertType].needs(conditions);

/** Days of sales, to this one, that the longest window among `alerts` asks for; 0 when none is judged by sales. */
export const salesDays = (alerts: readonly Pick<Alert, 'alertType' | 'conditions'>[]): number =>
  alerts
    .filter((alert) => needsOf(alert).includes('sales'))
    .map(({ alertType, conditions }) => conditions.windowDays ?? ALERT_KINDS[alertType].thresholds.windowDays?.usual)
    .reduce<number>((longest, days = 0) => Math.max(longest, days), 0);
