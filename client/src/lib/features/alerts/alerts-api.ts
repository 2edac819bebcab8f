import { messageId } from '@digiboost/domain/alerts';
import type { Alert, AlertChannel, DeliveryState } from '@digiboost/domain/documents';
import type { Result } from '@digiboost/domain/shared/result';
import { alerts as words } from '../../i18n/fr/alerts.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { BoardEvent } from './board-events.ts';

/** How each channel stands on the server: `local` keeps its messages for the shop to see, and sends none. */
export type ChannelStates = Readonly<Partial<Record<AlertChannel, 'ready' | 'local' | 'missing'>>>;

/** A message that the server kept instead of sending it, for want of a provider. */
export interface KeptMessage {
  readonly id: string;
  readonly channel: AlertChannel;
  readonly recipient: string;
  readonly title: string;
  readonly text: string;
  readonly state: DeliveryState;
  readonly createdAt: string;
}

/** The sentence of a fault. */
export const faultSentence = (fault: ApiFault): string =>
  fault.code === 'refused' ? fault.detail : words.needsNetwork[fault.code];

const keyOf = (tenantId: string): string => `channels:${tenantId}`;

/** The channels as the server last told them to this phone; {} when it never did. */
export function knownChannels(tenantId: string, storage: Storage | undefined = globalThis.localStorage): ChannelStates {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenantId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** Asks the server how its channels stand and keeps the answer; null without one. */
export async function learnChannels(
  call: ApiCall,
  tenantId: string,
  storage: Storage | undefined = globalThis.localStorage,
): Promise<ChannelStates | null> {
  const answer = await call<{ channels: { channel: AlertChannel; status: 'ready' | 'local' | 'missing' }[] }>(
    'GET',
    '/channels',
  );
  if (!answer.ok) return null;
  const states = Object.fromEntries(answer.value.channels.map(({ channel, status }) => [channel, status]));
  try {
    storage?.setItem(keyOf(tenantId), JSON.stringify(states));
  } catch {
    // A full phone asks again next time.
  }
  return states;
}

/** Sends a message marked as a test to whom `alert` names, saved or not. */
export const sendTest = (
  call: ApiCall,
  alert: Pick<Alert, 'name' | 'alertType' | 'conditions' | 'channels' | 'recipients'>,
): Promise<Result<{ readonly sent: number }, ApiFault>> => call('POST', '/alerts/test', alert);

/** Sends a message that failed once more; `key` is its key among the event's messages. */
export async function resend(call: ApiCall, event: BoardEvent, key: string): Promise<Result<unknown, ApiFault>> {
  return call('POST', `/alerts/deliveries/${await shortName(messageId(event, key))}/resend`);
}

/** What the demo's server kept. */
export const keptMessages = (call: ApiCall): Promise<Result<{ readonly messages: KeptMessage[] }, ApiFault>> =>
  call('GET', '/alerts/outbox');

/** What a delivery is called in addresses: the first 32 hexadecimal digits of its id's SHA-256. */
export async function shortName(id: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 32);
}
