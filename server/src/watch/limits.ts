import type { Dues } from '@digiboost/domain/alerts';
import { sentenceOfReason } from '../notify/reasons.ts';

/** Why a message beyond the limit is not sent today. */
export const OVER_LIMIT = sentenceOfReason('shop-limit') ?? '';
/** Events that one check opens; the next one goes on. */
export const MAX_OPENED = 500;
/** Events of one shop that are open at one moment. */
const MAX_OPEN = 10_000;

/** How many events a check may open beside those that are open. */
export const roomFor = (open: number): number => Math.max(0, Math.min(MAX_OPENED, MAX_OPEN - open));

/** The same messages, of which those beyond `left` say that they cannot be sent today. */
export function withinLimit<D extends Dues>(dues: readonly D[], left: number): D[] {
  let rest = left;
  return dues.map((due) => ({
    ...due,
    messages: due.messages.map((message) => {
      if ('missing' in message.reach || rest-- > 0) return message;
      const { userId } = message.reach;
      return { ...message, reach: { userId: userId ?? '', missing: OVER_LIMIT } };
    }),
  }));
}
