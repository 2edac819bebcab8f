import { ALERT_KINDS } from '@digiboost/domain/alerts';
import type { Alert } from '@digiboost/domain/documents';

/** Whether this phone can judge the alert: it does not know when other phones were last heard of. */
export const isJudgedHere = ({ alertType }: Pick<Alert, 'alertType'>): boolean =>
  !ALERT_KINDS[alertType].needs.includes('devices');

/** Whether the alert is judged from what is expected of products. */
export function needsOutlook({ alertType, conditions }: Pick<Alert, 'alertType' | 'conditions'>): boolean {
  const { needs } = ALERT_KINDS[alertType];
  return needs.includes('outlook') || needs.includes('sold') || conditions.coverageDays !== undefined;
}
