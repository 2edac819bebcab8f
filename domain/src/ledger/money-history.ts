import type { Cash, ExpenseCategory } from '../documents/cash.ts';
import type { Closing } from '../documents/closing.ts';
import { type MoneyLine, originalId } from './money-lines.ts';

/** A line of money with what the accounts ask of it. */
export type BookedLine = Pick<MoneyLine, 'eventId' | 'account' | 'at' | 'day' | 'kind' | 'amount'> & {
  /** Of an EXPENSE. */
  readonly category?: ExpenseCategory | undefined;
  readonly label?: string | undefined;
};

/** Everything that ever moved a shop's money, in any order. */
export interface MoneyHistory {
  readonly lines: readonly BookedLine[];
  readonly closings: readonly Closing[];
  /** Names of accounts that have a document. */
  readonly names: ReadonlyMap<string, string>;
}

/** `lines` with what the cash documents say of theirs; a void says what its original does. */
export function booked(
  lines: Iterable<Omit<BookedLine, 'category' | 'label'>>,
  cash: Iterable<Pick<Cash, '_id' | 'category' | 'label'>>,
): BookedLine[] {
  const said = new Map<string, Pick<Cash, 'category' | 'label'>>();
  for (const { _id, category, label } of cash) said.set(_id, { category, label });
  return [...lines].map(({ eventId, account, at, day, kind, amount }) => ({
    eventId,
    account,
    at,
    day,
    kind,
    amount,
    ...said.get(originalId(eventId)),
  }));
}
