import { lineAmount } from '../shared/money.ts';

/** The ways in which money changes hands. */
export const METHODS = ['CASH', 'WAVE', 'ORANGE_MONEY', 'BANK'] as const;
export type Method = (typeof METHODS)[number];

/** The ways in which a ticket is settled; CREDIT is what its customer owes. */
export const PAYMENTS = [...METHODS, 'CREDIT'] as const;
export type Payment = (typeof PAYMENTS)[number];

/** FCFA of a ticket by one way of settling it. */
export interface SettledPart {
  readonly payment: Payment;
  readonly amount: number;
}

/** What of a ticket says how it was settled. */
export interface Settled {
  readonly lines: readonly { readonly quantity: number; readonly unitPrice: number }[];
  readonly status: 'DELIVERED' | 'MISSED';
  readonly payment?: Payment | undefined;
  readonly payments?: readonly { readonly method: Method; readonly amount: number }[] | undefined;
}

/** FCFA of a whole ticket. */
export const ticketAmount = ({ lines }: Pick<Settled, 'lines'>): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + lineAmount(quantity, unitPrice), 0);

/**
 * How a ticket was settled, each way once and no part of 0 FCFA: what its payments do not cover is owed. A ticket of
 * before, with one `payment`, was settled so as a whole, and in cash when it does not say. A missed one: not at all.
 */
export function settlementOf(ticket: Settled): readonly SettledPart[] {
  if (ticket.status === 'MISSED') return [];
  const amount = ticketAmount(ticket);
  const { payments, payment = 'CASH' } = ticket;
  if (!payments) return amount === 0 ? [] : [{ payment, amount }];
  const owed = amount - payments.reduce((sum, part) => sum + part.amount, 0);
  const paid = payments.map(({ method, amount }) => ({ payment: method, amount }));
  return owed > 0 ? [...paid, { payment: 'CREDIT', amount: owed }] : paid;
}
