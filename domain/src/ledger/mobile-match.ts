import { minuteOfDay } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import type { MobileMessage } from './mobile-messages.ts';
import { type MoneyLine, originalId } from './money-lines.ts';
import { methodOf } from './till.ts';

/** Minutes between a message and what was recorded of it, at most: a ticket is written before or after the payment. */
const MOST_MINUTES = 180;

/** A message with what the shop recorded of it. */
export interface Matched {
  readonly message: MobileMessage;
  readonly line: MoneyLine;
}

/** What an operator tells of a day against what the shop recorded. */
export interface MobileDay {
  readonly matched: readonly Matched[];
  /** Money that came, of which nothing is recorded. */
  readonly unrecorded: readonly MobileMessage[];
  /** Recorded as paid by Wave or Orange Money, of which no message tells. */
  readonly untold: readonly MoneyLine[];
  /** Money that went out, and what is of another day: not compared. */
  readonly aside: readonly MobileMessage[];
}

/**
 * The messages of money that came on `day` against the lines of the till of that day: the same sum by the same
 * operator, the nearest in time first, each message and each line once. Where a message does not say when, any time of
 * the day will do. Lines and messages in any order give the same pairs.
 */
export function matchMobileDay(
  messages: readonly MobileMessage[],
  lines: readonly MoneyLine[],
  { day, timezone }: { readonly day: Day; readonly timezone: string },
): MobileDay {
  const isCompared = (message: MobileMessage): boolean => message.isIn && (message.day ?? day) === day;
  const told = messages.filter(isCompared);
  const recorded = standing(lines).filter(
    ({ day: own, account, amount }) => own === day && amount > 0 && isMobile(methodOf(account)),
  );
  const pairs = told.flatMap((message) =>
    recorded.flatMap((line) => {
      const method = methodOf(line.account);
      if (line.amount !== message.amount || (message.method !== null && message.method !== method)) return [];
      const gap = message.minute === null ? MOST_MINUTES : Math.abs(minuteOfDay(line.at, timezone) - message.minute);
      return gap <= MOST_MINUTES ? [{ message, line, gap }] : [];
    }),
  );
  pairs.sort(
    (a, b) =>
      a.gap - b.gap ||
      inOrder(a.line.eventId, b.line.eventId) ||
      inOrder(a.message.reference + a.message.text, b.message.reference + b.message.text),
  );
  const taken = new Set<MobileMessage | MoneyLine>();
  const matched: Matched[] = [];
  for (const { message, line } of pairs) {
    if (taken.has(message) || taken.has(line)) continue;
    taken.add(message).add(line);
    matched.push({ message, line });
  }
  return {
    matched,
    unrecorded: told.filter((message) => !taken.has(message)),
    untold: recorded.filter((line) => !taken.has(line)),
    aside: messages.filter((message) => !isCompared(message)),
  };
}

const isMobile = (method: ReturnType<typeof methodOf>): boolean => method === 'WAVE' || method === 'ORANGE_MONEY';
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lines of what was not voided. */
function standing(lines: readonly MoneyLine[]): MoneyLine[] {
  const voided = new Set(lines.flatMap(({ eventId }) => (eventId.startsWith('void:') ? [originalId(eventId)] : [])));
  return lines.filter(({ eventId }) => !eventId.startsWith('void:') && !voided.has(eventId));
}
