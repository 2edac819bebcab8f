import type { AlertType } from '../documents/alert.ts';
import { dormant } from './dormant.ts';
import type { AlertKind } from './kind.ts';
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
};
