import type { Closing } from '../documents/closing.ts';
import { parseTimedId } from '../documents/event-id.ts';
import { METHODS, type Method } from '../documents/settlement.ts';
import type { Instant } from '../shared/day.ts';
import { deviceOfEvent, type MoneyLine, originalId } from './money-lines.ts';

/**
 * What is counted by itself: a method of payment of the whole shop or, where each phone has a drawer of its own, the
 * cash of one phone.
 */
export interface Till {
  readonly method: Method;
  readonly device?: string;
}

/** Where a till starts from: what stayed there at its last closing. FCFA. */
export interface TillBase {
  readonly at: Instant;
  readonly eventId: string;
  readonly left: number;
}

/** What should be in one till. FCFA. */
export interface TillPart extends Till {
  readonly expected: number;
  /** Its last closing; null: it was never counted by itself, so that what was there at first is not known. */
  readonly base: TillBase | null;
}

/** What changed the till since its base, by whatever was held of it. */
type TillLine = Pick<MoneyLine, 'eventId' | 'account' | 'at' | 'amount'>;

/** The method of payment of a till's account; null: a person's. */
export function methodOf(account: string): Method | null {
  const [kind, method] = account.split(':');
  return kind === 'till' ? (method as Method) : null;
}

/** The phone of a till's account; '' for a person's. */
export const deviceOfAccount = (account: string): string => account.split(':')[2] ?? '';

/** Whether money on `account` lies in `till`. */
export const isInTill = ({ method, device }: Till, account: string): boolean =>
  methodOf(account) === method && (device === undefined || deviceOfAccount(account) === device);

/** What a closing counted by `method`: the shop's money or, of the cash, that of its phone's drawer alone. */
export function tillOfPart({ _id, drawer }: Pick<Closing, '_id' | 'drawer'>, method: Method): Till {
  return drawer && method === 'CASH' ? { method, device: deviceOfEvent(_id) } : { method };
}

const isLater = (a: Pick<TillBase, 'at' | 'eventId'>, b: Pick<TillBase, 'at' | 'eventId'>): boolean =>
  a.at === b.at ? a.eventId > b.eventId : a.at > b.at;

/** A closing by which `till` was counted, alone or together with the others. */
interface Counted extends TillBase {
  readonly device: string | undefined;
}

/** The last of `closings` by which `till` was counted; another phone's drawer tells nothing of this one. */
function lastCounted(till: Till, closings: Iterable<Closing>, before?: Pick<TillBase, 'at' | 'eventId'>) {
  let last: Counted | null = null;
  for (const closing of closings) {
    const { _id: eventId, at, parts } = closing;
    const part = parts.find((one) => one.method === till.method);
    const { device } = tillOfPart(closing, till.method);
    if (!part || (till.device !== undefined && device !== undefined && device !== till.device)) continue;
    if (before && !isLater(before, { at, eventId })) continue;
    if (!last || isLater({ at, eventId }, last)) last = { at, eventId, left: part.left, device };
  }
  return last;
}

const baseOf = (till: Till, last: Counted | null): TillBase | null =>
  last && last.device === till.device ? { at: last.at, eventId: last.eventId, left: last.left } : null;

/**
 * Where `till` starts from: the last of `closings` that counted it, strictly before `before` if given. Null: none did,
 * or the shop's drawers were joined or parted since, so that nobody knows what is in this one until it is counted.
 */
export const lastClosing = (
  till: Till,
  closings: Iterable<Closing>,
  before?: Pick<TillBase, 'at' | 'eventId'>,
): TillBase | null => baseOf(till, lastCounted(till, closings, before));

/** What should be in `till`: what stayed at its last closing, and every line after it, in any order. */
export function tillPart(till: Till, base: TillBase | null, lines: Iterable<TillLine>): TillPart {
  let expected = base?.left ?? 0;
  for (const { account, at, amount } of lines) {
    if (isInTill(till, account) && at > (base?.at ?? '')) expected += amount;
  }
  const { method, device } = till;
  return { method, ...(device === undefined ? {} : { device }), expected, base };
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
    const till = tillOfPart(closing, method);
    const base = lastClosing(till, closings, { at, eventId });
    const known =
      base &&
      tillPart(
        till,
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
 * What should be in `till` when only `closings` and `lines` of after some moment are held; `before` is what the
 * till stood at without them.
 */
export function tillAfter(
  till: Till,
  before: TillPart | undefined,
  closings: Iterable<Closing>,
  lines: Iterable<TillLine>,
): TillPart {
  const held = lastCounted(till, closings);
  if (!before || (held && !(before.base && isLater(before.base, held)))) {
    return tillPart(till, baseOf(till, held), lines);
  }
  const { base } = before;
  const since = tillPart(till, base && { ...base, left: 0 }, lines);
  return { ...since, base, expected: before.expected + since.expected };
}

/**
 * Every till of which anything is known: each method of the whole shop and, where phones count drawers of their own,
 * the cash of each phone. Only `closings` and `lines` of after some moment need be held when `before` is what the tills
 * stood at without them.
 */
export function tillsOf(
  closings: readonly Closing[],
  lines: readonly TillLine[],
  before: readonly TillPart[] = [],
): TillPart[] {
  const drawers = isParted(closings, before) ? devicesOf(closings, lines, before) : new Set<string>();
  const tills: Till[] = METHODS.map((method) => ({ method }));
  for (const device of drawers) tills.push({ method: 'CASH', device });
  return tills.flatMap((till) => {
    const own = lines.filter(({ account }) => isInTill(till, account));
    const stood = before.find(({ method, device }) => method === till.method && device === till.device);
    const part = tillAfter(till, stood, closings, own);
    const isKnown = own.length > 0 || (till.method === 'CASH' && drawers.size > 0);
    return part.base || part.expected !== 0 || isKnown ? [part] : [];
  });
}

/** The phones of which cash is known. */
function devicesOf(closings: readonly Closing[], lines: readonly TillLine[], before: readonly TillPart[]): Set<string> {
  const ofLines = lines.flatMap(({ account }) => (methodOf(account) === 'CASH' ? [deviceOfAccount(account)] : []));
  const counted = [...before, ...closings.map((closing) => tillOfPart(closing, 'CASH'))];
  return new Set([...ofLines, ...counted.flatMap(({ device }) => (device === undefined ? [] : [device]))]);
}

/** Whether the cash was last counted phone by phone. */
function isParted(closings: readonly Closing[], before: readonly TillPart[]): boolean {
  let last: Counted | null = lastCounted({ method: 'CASH' }, closings);
  for (const { method, device, base } of before) {
    if (method === 'CASH' && base && (!last || isLater(base, last))) last = { ...base, device };
  }
  return last?.device !== undefined;
}
