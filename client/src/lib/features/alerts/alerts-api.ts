import { deliveryId, messageId } from '@digiboost/domain/alerts';
import type { Alert, AlertChannel } from '@digiboost/domain/documents';
import type { Result } from '@digiboost/domain/shared/result';
import { alertForm } from '../../i18n/fr/alert-form.ts';
import type { ApiCall, ApiFault } from '../../session/api-call.ts';
import type { ApiOperations } from '../../session/api-operations.ts';
import type { BoardEvent } from './board-events.ts';

/** How each channel stands on the server: `local` keeps its messages for the shop to see, and sends none. */
export type ChannelStates = Readonly<Partial<Record<AlertChannel, 'ready' | 'local' | 'missing'>>>;

/** A message that the server kept instead of sending it, for want of a provider. */
export type KeptMessage = ApiOperations['GET /alerts/outbox']['answer']['messages'][number];

const keyOf = (tenantId: string): string => `channels:${tenantId}`;

/** The channels as the server last told them to this phone; {} when it never did. */
export function knownChannels(tenantId: string, storage: Storage | undefined = globalThis.localStorage): ChannelStates {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(keyOf(tenantId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    // Cut off while it was kept: the server is asked again.
    return {};
  }
}

/** Asks the server how its channels stand and keeps the answer; null without one. */
export async function learnChannels(
  call: ApiCall,
  tenantId: string,
  storage: Storage | undefined = globalThis.localStorage,
): Promise<ChannelStates | null> {
  const answer = await call('GET', '/channels');
  if (!answer.ok) return null;
  const states = Object.fromEntries(answer.value.channels.map(({ channel, status }) => [channel, status]));
  try {
    storage?.setItem(keyOf(tenantId), JSON.stringify(states));
  } catch {
    // A full phone asks again next time.
  }
  return states;
}

/** What became of a test: the messages that left, and who could not be reached and why. */
export type TestAnswer = ApiOperations['POST /alerts/test']['answer'];

/** Sends a message marked as a test to whom `alert` names, saved or not. */
export const sendTest = (
  call: ApiCall,
  { name, alertType, channels, recipients }: Pick<Alert, 'name' | 'alertType' | 'channels' | 'recipients'>,
): Promise<Result<TestAnswer, ApiFault>> =>
  call('POST', '/alerts/test', { alert: { name, alertType, channels, recipients } });

/** What to say of a test: whether anything left, and who was not reached. */
export function testSentence({ deliveries, skipped }: TestAnswer): string {
  const missing = [...new Set(skipped.map(({ reason }) => reason))].join(' ');
  return [deliveries.length > 0 ? alertForm.testSent(deliveries.length) : alertForm.testNone, missing]
    .filter(Boolean)
    .join(' ');
}

/** Sends a message that failed once more; `key` is its key among the event's messages. */
export async function resend(
  call: ApiCall,
  tenantId: string,
  event: BoardEvent,
  key: string,
): Promise<Result<unknown, ApiFault>> {
  const id = deliveryId(tenantId, messageId(event, key));
  return call('POST', `/alerts/deliveries/${await shortName(id)}/resend`);
}

/** What the demo's server kept. */
export const keptMessages = (call: ApiCall): Promise<Result<{ readonly messages: readonly KeptMessage[] }, ApiFault>> =>
  call('GET', '/alerts/outbox');

/** What a delivery is called in addresses: the first 32 hexadecimal digits of its id's SHA-256. */
export async function shortName(id: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 32);
}

/** A WhatsApp text in pieces: what stands between stars is bold. */
export const boldParts = (text: string): { readonly part: string; readonly isBold: boolean }[] =>
  text
    .split(/\*([^*\n]+)\*/)
    .map((part, index) => ({ part, isBold: index % 2 === 1 }))
    .filter(({ part }) => part !== '');
