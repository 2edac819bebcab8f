import { instantOf } from '@digiboost/domain/shared/clock';
import { type Instant, isDay } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';

/** Why a time that was typed cannot be the present. */
export type ToldTimeFault = 'missing' | 'too-early';

/** The instant that a person told by the shop's clocks; it is not before the last exchange. */
export function toldTime(
  told: { readonly day: string; readonly time: string; readonly timezone: string },
  lastExchangeAt: Instant | null,
): Result<Instant, ToldTimeFault> {
  if (!isDay(told.day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(told.time)) return fail('missing');
  // The end of the minute: the last exchange may have been in it.
  const latest = instantOf(told.day, `${told.time}:59.999`, told.timezone);
  if (lastExchangeAt !== null && latest < lastExchangeAt) return fail('too-early');
  const at = instantOf(told.day, `${told.time}:00.000`, told.timezone);
  return ok(lastExchangeAt !== null && at < lastExchangeAt ? lastExchangeAt : at);
}
