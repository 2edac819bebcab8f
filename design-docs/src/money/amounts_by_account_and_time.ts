import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import { type MoneyAccount, moneyLinesOf } from '@digiboost/domain/ledger/money-lines';
import { tillOfPart } from '@digiboost/domain/ledger/till';
import type { AnyDocument, Emit } from '../view.ts';

/** The account, 1 for what makes debts and 0 for the rest, and when it counts, in ms since 1970. */
export type AmountsByAccountAndTimeKey = [account: MoneyAccount, isDebt: 0 | 1, atMs: number];
/** FCFA. */
export type AmountsByAccountAndTimeValue = number;

/**
 * Every change of what lies in the till and of what is owed; a void takes off what its original had added. A drawer
 * that its phone counted is known, also before anything came in.
 */
export function map(doc: AnyDocument, emit: Emit<AmountsByAccountAndTimeKey, AmountsByAccountAndTimeValue>): void {
  if (!isLedgerEvent(doc)) return;
  for (const { account, isDebt, at, amount } of moneyLinesOf(doc)) {
    emit([account, isDebt ? 1 : 0, Date.parse(at)], amount);
  }
  const device = doc.type === 'closing' && tillOfPart(doc, 'CASH').device;
  if (device) emit([`till:CASH:${device}`, 0, 0], 0);
}
