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

/** What of a line says how much it came to: `unitPrice` is of the larger unit where it was sold by one. */
export interface PricedLine {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly unit?: { readonly count: number } | undefined;
  readonly discount?: number | undefined;
}

/** FCFA of a line of a ticket: round(units sold x their price), less the discount. */
export const saleLineAmount = ({ quantity, unitPrice, unit, discount = 0 }: PricedLine): number =>
  lineAmount(unit?.count ?? quantity, unitPrice) - discount;

/**
 * `discount` FCFA on a whole ticket as discounts of its lines, in proportion to what they come to and to the franc
 * (largest remainder, the earlier line first): sums by product stay exact. At most what the lines come to.
 */
export function splitDiscount(amounts: readonly number[], discount: number): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total <= 0) return amounts.map(() => 0);
  const given = Math.min(discount, total);
  const parts = amounts.map((amount) => Math.floor((amount * given) / total));
  const rest = amounts.map((amount, index) => ({ index, left: (amount * given) % total }));
  rest.sort((a, b) => b.left - a.left || a.index - b.index);
  const missing = given - parts.reduce((sum, part) => sum + part, 0);
  for (const { index } of rest.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** What of a ticket says how it was settled. */
export interface Settled {
  readonly lines: readonly PricedLine[];
  readonly status: 'DELIVERED' | 'MISSED';
  readonly payment?: Payment | undefined;
  readonly payments?: readonly { readonly method: Method; readonly amount: number }[] | undefined;
}

/** FCFA of a whole ticket. */
export const ticketAmount = ({ lines }: Pick<Settled, 'lines'>): number =>
  lines.reduce((sum, line) => sum + saleLineAmount(line), 0);

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

/** What of a return says how much was given back. */
interface Refunded {
  readonly lines: readonly { readonly amount: number }[];
  readonly refunds: readonly { readonly method: Method; readonly amount: number }[];
}

/** FCFA of everything that came back. */
export const returnAmount = ({ lines }: Pick<Refunded, 'lines'>): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);

/** FCFA of a return that lower its customer's debt. */
export const creditedBy = ({ lines, refunds }: Refunded): number =>
  refunds.reduce((rest, { amount }) => rest - amount, returnAmount({ lines }));

/** How a return was given back, as `settlementOf` tells how a ticket was paid: CREDIT is what lowers the debt. */
export function refundsOf(taken: Refunded): readonly SettledPart[] {
  const given = taken.refunds.map(({ method, amount }) => ({ payment: method, amount }));
  const rest = creditedBy(taken);
  return rest > 0 ? [...given, { payment: 'CREDIT', amount: rest }] : given;
}
