import type { CashKind } from '../documents/cash.ts';
import type { Customer } from '../documents/customer.ts';
import type { LedgerEvent } from '../documents/ledger-event.ts';
import type { Sale } from '../documents/sale.ts';
import { type Method, refundsOf, settlementOf } from '../documents/settlement.ts';
import type { Supplier } from '../documents/supplier.ts';
import type { Void } from '../documents/void.ts';
import type { Day, Instant } from '../shared/day.ts';
import { lineAmount } from '../shared/money.ts';

/** Where money lies, or who owes it: a method of payment on one phone, a customer, a supplier. */
export type TillAccount = `till:${Method}:${string}`;
export type MoneyAccount = TillAccount | Customer['_id'] | Supplier['_id'];

/** Why an account changed: a ticket, goods that came back or were received on account, or what cash says. */
export type MoneyKind = 'TICKET' | 'RETURN' | 'RECEPTION' | CashKind;

/**
 * What one event changes on one account, at the instant at which it counts. FCFA: in the till what came in; of a
 * customer what they owe more, of a supplier what the shop owes more. Amounts add up in any order.
 */
export interface MoneyLine {
  readonly eventId: string;
  /** Position in the event, so that `eventId` + `line` is unique. */
  readonly line: number;
  readonly account: MoneyAccount;
  readonly at: Instant;
  readonly day: Day;
  readonly kind: MoneyKind;
  readonly amount: number;
  /** It makes a debt, or takes back one that was made; otherwise it pays. Of no meaning in the till. */
  readonly isDebt: boolean;
}

type Content = Void['original'];
type Change = Pick<MoneyLine, 'account' | 'kind' | 'amount' | 'isDebt'>;

/** The event that `id` is about: a void's original, or itself. */
export const originalId = (id: string): string => id.replace(/^void:/, '');

/** The lines that `event` makes; a void makes the opposite of its original's, at its time. */
export function moneyLinesOf(event: LedgerEvent): MoneyLine[] {
  if (event.type === 'count' || event.type === 'closing') return [];
  const content = event.type === 'void' ? event.original : event;
  const sign = event.type === 'void' ? -1 : 1;
  const { at, day } = content;
  // Field by field: a spread would bring its helpers into the view's text.
  return changesOf(content, event._id).map(({ account, kind, amount, isDebt }, line) => ({
    eventId: event._id,
    line,
    account,
    at,
    day,
    kind,
    amount: sign * amount,
    isDebt,
  }));
}

function changesOf(content: Content, eventId: string): Change[] {
  const till = (method: Method): TillAccount => `till:${method}:${deviceOfEvent(eventId)}`;
  switch (content.type) {
    case 'sale':
      return settlementOf(content).map(({ payment, amount }) =>
        payment === 'CREDIT'
          ? { account: debtorOf(content), kind: 'TICKET', amount, isDebt: true }
          : { account: till(payment), kind: 'TICKET', amount, isDebt: false },
      );
    case 'return':
      return refundsOf(content).map(({ payment, amount }) => ({
        account: payment === 'CREDIT' ? debtorOf(content) : till(payment),
        kind: 'RETURN',
        amount: -amount,
        isDebt: false,
      }));
    case 'movement': {
      const { onAccount, supplierId, quantity, unitCost } = content;
      if (!onAccount || !supplierId || unitCost === undefined) return [];
      return [{ account: supplierId, kind: 'RECEPTION', amount: lineAmount(quantity, unitCost), isDebt: true }];
    }
    case 'cash':
      return cashChanges(content, till);
  }
}

/** What comes into the till; everything else goes out of it. */
const INTO_TILL: readonly CashKind[] = ['CUSTOMER_PAYMENT', 'OWNER_IN', 'LOAN_IN', 'OPENING'];

function cashChanges(cash: Extract<Content, { type: 'cash' }>, till: (method: Method) => TillAccount): Change[] {
  const { kind, method, toMethod, amount } = cash;
  const person = cash.customerId ?? cash.supplierId;
  const isDebt = kind === 'OPENING';
  const changes: Change[] = [];
  if (method)
    changes.push({ account: till(method), kind, amount: INTO_TILL.includes(kind) ? amount : -amount, isDebt: false });
  if (toMethod) changes.push({ account: till(toMethod), kind, amount, isDebt: false });
  if (person) changes.push({ account: person, kind, amount: isDebt ? amount : -amount, isDebt });
  return changes;
}

/** The phone on which an event was recorded, as its id tells: what stands between its time and its number. */
export const deviceOfEvent = (eventId: string): string => eventId.replace(/^.*Z:|-[^-]*$/g, '');

/**
 * The letters from U+00E0 on without their accents. Not by `normalize`, which a database's view server may not have;
 * short and in ASCII, as views are.
 */
const PLAIN = 'aaaaaaaceeeeiiii-nooooo-ouuuu';

/**
 * Who owes what a ticket left open. Tickets of before say a name at most: all that are folded alike are one account,
 * which has a place for a customer's document under the same id.
 */
export function debtorOf({
  customerId,
  customerName = '',
}: Partial<Pick<Sale, 'customerId' | 'customerName'>>): Customer['_id'] {
  if (customerId) return customerId;
  const slug = customerName
    .toLowerCase()
    .replace(/[\xe0-\xfc]/g, (letter) => PLAIN.charAt(letter.charCodeAt(0) - 0xe0))
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 56);
  return `customer:${slug === '' ? 'sans-nom' : `nom-${slug}`}`;
}
