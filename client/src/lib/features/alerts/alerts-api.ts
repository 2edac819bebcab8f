import type { Alert, AlertChannel } from '@digiboost/domain/documents';
import type { Result } from '@digiboost/domain/shared/result';
import { alerts as words } from '../../i18n/fr/alerts.ts';
import type { ApiFault } from '../../session/api-call.ts';

/** Which channels the server can send by. */
export type Configured = Readonly<Record<AlertChannel, boolean>>;

/** A message that the server kept instead of sending it, for want of a provider. */
export interface KeptMessage {
  readonly at: string;
  readonly channel: AlertChannel;
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

/** What the alerts' screens ask of the server. */
export interface AlertsApi {
  test(alert: Pick<Alert, 'name' | 'channels' | 'recipients'>): Promise<Result<{ readonly sent: number }, ApiFault>>;
  resend(eventId: string, key: string): Promise<Result<unknown, ApiFault>>;
  outbox(): Promise<Result<{ readonly messages: readonly KeptMessage[] }, ApiFault>>;
}

/** The sentence of a fault. */
export const faultSentence = (fault: ApiFault): string =>
  fault.code === 'refused' ? fault.detail : words.needsNetwork[fault.code];
