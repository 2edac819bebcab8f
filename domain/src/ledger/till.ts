import type { Closing } from '../documents/closing.ts';
import { parseTimedId } from '../documents/event-id.ts';
import type { Method } from '../documents/settlement.ts';
import type { Instant } from '../shared/day.ts';
import { type MoneyLine, originalId } from './money-lines.ts';

/** Where one method of payment starts from: what stayed there at its last closing. FCFA. */
export interface TillBase {
  readonly at: Instant;
  readonly eventId: string;
  readonly left: number;
}

/** What should be there by one method of payment. FCFA. */
export interface TillPart {
  readonly method: Method;
  readonly expected: number;
  /** Its last closing; null: it was never counted, so that what was there at first is not known. */
  readonly base: TillBase | null;
}

/** What changed the till since its base, by whatever was held of it. */
type TillLine = Pick<MoneyLine, 'eventId' | 'account' | 'at' | 'amount'>;

/** The method of payment of a till's account; null: a person's. */
export function methodOf(account: string): Method | null {
  const [kind, method] = account.split(':');
  return kind === 'till' ? (method as Method) : null;
}

const isLater = (a: Pick<TillBase, 'at' | 'eventId'>, b: Pick<TillBase, 'at' | 'eventId'>): boolean =>
  a.at === b.at ? a.eventId > b.eventId : a.at > b.at;

/** The last of `closings` that counted `method`, strictly before `before` if given; null: none did. */
export function lastClosing(
  method: Method,
  closings: Iterable<Closing>,
  before?: Pick<TillBase, 'at' | 'eventId'>,
): TillBase | null {
  let last: TillBase | null = null;
  for (const { _id: eventId, at, parts } of closings) {
    const part = parts.find((one) => one.method === method);
    if (!part || (before && !isLater(before, { at, eventId }))) continue;
    if (!last || isLater({ at, eventId }, last)) last = { at, eventId, left: part.left };
  }
  return last;
}

/** What should be there by `method`: what stayed at its last closing, and every line after it, in any order. */
export function tillPart(method: Method, base: TillBase | null, lines: Iterable<TillLine>): TillPart {
  let expected = base?.left ?? 0;
  for (const { account, at, amount } of lines) {
    if (methodOf(account) === method && at > (base?.at ?? '')) expected += amount;
  }
  return { method, expected, base };
}

/** One method of a closing, as it looks with all that is known now. FCFA. */
export interface ReviewedPart {
  readonly method: Method;
  /** What the screen showed, and what was found. */
  readonly expected: number;
  readonly counted: number;
  readonly left: number;
  /** counted - expected, as it was recorded. */
  readonly difference: number;
  /** What came in for a time before the closing, and was not known when it was made; null: nothing to compare with. */
  readonly late: number | null;
}

/** What a closing found against what is known now: a ticket that arrived later shows beside it. */
export function reviewClosing(
  closing: Closing,
  closings: readonly Closing[],
  lines: readonly TillLine[],
): ReviewedPart[] {
  const { _id: eventId, at } = closing;
  return closing.parts.map(({ method, expected, counted, left }) => {
    const base = lastClosing(method, closings, { at, eventId });
    const known =
      base &&
      tillPart(
        method,
        base,
        lines.filter((line) => line.at <= at),
      );
    const difference = counted - expected;
    return { method, expected, counted, left, difference, late: known && known.expected - expected };
  });
}

/** The last event of each phone among `lines`: what a closing has seen. */
export function seenIn(lines: Iterable<Pick<MoneyLine, 'eventId' | 'at'>>): string[] {
  const last = new Map<string, { id: string; at: Instant }>();
  for (const { eventId, at } of lines) {
    const id = originalId(eventId);
    const device = parseTimedId(id)?.device ?? '';
    const seen = last.get(device);
    if (!seen || at > seen.at || (at === seen.at && id > seen.id)) last.set(device, { id, at });
  }
  return [...last.values()].map(({ id }) => id).sort();
}

/** Those of `lines`, all of a time before `closing`, that it had not seen. */
export function lateLines<L extends Pick<MoneyLine, 'eventId' | 'at'>>(closing: Closing, lines: Iterable<L>): L[] {
  const seen = new Map((closing.seen ?? []).map((id) => [parseTimedId(id)?.device, parseTimedId(id)?.at ?? '']));
  return [...lines].filter(({ eventId, at }) => {
    const id = parseTimedId(originalId(eventId));
    return id !== null && at > (seen.get(id.device) ?? '');
  });
}

/**
 * What should be there by `method` when only `closings` and `lines` of after some moment are held; `before` is what the
 * till stood at without them.
 */
export function tillAfter(
  method: Method,
  before: TillPart | undefined,
  closings: Iterable<Closing>,
  lines: Iterable<TillLine>,
): TillPart {
  const held = lastClosing(method, closings);
  if (!before || (held && !(before.base && isLater(before.base, held)))) return tillPart(method, held, lines);
  const { base } = before;
  const since = tillPart(method, base && { ...base, left: 0 }, lines);
  return { method, base, expected: before.expected + since.expected };
}
