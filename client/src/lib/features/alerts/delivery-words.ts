import type { DeliveryState, Sent } from '@digiboost/domain/documents';
import { alerts as words } from '../../i18n/fr/alerts.ts';
import type { BoardEvent } from './board-events.ts';

export type Tone = 'danger' | 'warn' | 'safe' | 'neutral';

/** How each state of a message looks. */
export const STATE_TONES: Readonly<Record<DeliveryState, Tone>> = {
  QUEUED: 'neutral',
  SENT: 'neutral',
  DELIVERED: 'safe',
  READ: 'safe',
  FAILED: 'danger',
  DOUBTFUL: 'warn',
};

/** The states that somebody must know of first. */
const GRAVITY: readonly DeliveryState[] = ['FAILED', 'DOUBTFUL', 'QUEUED', 'SENT', 'DELIVERED', 'READ'];

/** A message without a provider to take it has left for nowhere: a sent one has a reason only then. */
const isKept = ({ state, reason }: Sent): boolean => state === 'SENT' && reason !== undefined;

/** What is said of one message. */
export const stateWord = (sent: Sent): string => (isKept(sent) ? words.kept : words.states[sent.state]);

/** How an event's messages stand, in a few words: the gravest state among them; null when none was made. */
export function worstState({ sent }: Pick<BoardEvent, 'sent'>): { readonly text: string; readonly tone: Tone } | null {
  const all = Object.values(sent);
  const state = GRAVITY.find((one) => all.some((message) => message.state === one));
  const same = all.filter((message) => message.state === state);
  const worst = same.find(isKept) ?? same[0];
  return worst ? { text: stateWord(worst), tone: STATE_TONES[worst.state] } : null;
}

/** One message of an event, under its key. */
export interface Delivery extends Sent {
  readonly key: string;
}

/** An event's messages, newest first. */
export const deliveriesOf = ({ sent }: Pick<BoardEvent, 'sent'>): Delivery[] =>
  Object.entries(sent)
    .map(([key, one]) => ({ ...one, key }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));

/** What can be sent once more: what failed, and what nobody knows the fate of. */
export const canResend = ({ state }: Sent): boolean => state === 'FAILED' || state === 'DOUBTFUL';
