import { needsOf } from '@digiboost/domain/alerts';
import type { Alert } from '@digiboost/domain/documents';

/** Whether this phone can judge the alert: it does not know when other phones were last heard of. */
export const isJudgedHere = (alert: Pick<Alert, 'alertType' | 'conditions'>): boolean =>
  !needsOf(alert).includes('devices');

/** Whether a phone has at first hand what the alert is judged from: stock with its dates, debts and closings. */
export const restsOnLedger = ({ alertType }: Pick<Alert, 'alertType'>): boolean =>
  needsOf({ alertType, conditions: {} }).every((fact) => fact === 'debts' || fact === 'closings' || fact === 'lots');

/** Whether the alert is judged from what is expected of products. */
export const needsOutlook = (alert: Pick<Alert, 'alertType' | 'conditions'>): boolean =>
  needsOf(alert).some((fact) => fact === 'outlook' || fact === 'sold');
