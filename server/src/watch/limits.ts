import type { Dues } from '@digiboost/domain/alerts';
import type { Alert } from '@digiboost/domain/documents';
import { sentenceOfReason } from '../notify/reasons.ts';

/** One shop's alerts and products must not keep the others waiting: alerts of one shop that are judged. */
const MAX_ALERTS = 100;
/** Alerts that are judged, times the shop's products. */
const MAX_JUDGED = 250_000;
/** Events that one check opens; the next one goes on. */
export const MAX_OPENED = 500;
/** Events of one shop that are open at one moment. */
const MAX_OPEN = 10_000;

const isEarlier = (a: Alert, b: Alert): number =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a._id < b._id) ? -1 : 1;

/** The alerts that count: the active ones that the shop made first. */
export const firstAlerts = (alerts: readonly Alert[]): Alert[] =>
  alerts
    .filter(({ isActive }) => isActive)
    .sort(isEarlier)
    .slice(0, MAX_ALERTS);

/** Of those, the ones that can be judged against so many products. */
export const judgeable = (alerts: readonly Alert[], products: number): readonly Alert[] =>
  alerts.slice(0, Math.max(1, Math.floor(MAX_JUDGED / Math.max(products, 1))));

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
      return { ...message, reach: { userId: userId ?? '', missing: sentenceOfReason('shop-limit') ?? '' } };
    }),
  }));
}
