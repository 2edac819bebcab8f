import type { LedgerEvent } from '../documents/ledger-event.ts';
import { type Payment, refundsOf, settlementOf, ticketAmount } from '../documents/settlement.ts';
import type { Day } from '../shared/day.ts';

/** How a part of a ticket was settled; MISSED was never served. */
export type Settlement = Payment | 'MISSED';

/** What a part of one sale or return (or of the void of one) adds to its day: +1, 0 or -1 tickets, and FCFA. */
export interface TicketEffect {
  readonly day: Day;
  readonly settlement: Settlement;
  readonly tickets: number;
  readonly amount: number;
}

/**
 * The effects of `event` on the tickets of its day, one for each way of settling; the first one counts the ticket. A
 * return takes amounts off and no ticket.
 */
export function ticketEffects(event: LedgerEvent): TicketEffect[] {
  const content = event.type === 'void' ? event.original : event;
  const sign = event.type === 'void' ? -1 : 1;
  const { day } = content;
  if (content.type === 'return')
    return refundsOf(content).map(({ payment, amount }) => ({
      day,
      settlement: payment,
      tickets: 0,
      amount: 0 - sign * amount,
    }));
  if (content.type !== 'sale') return [];
  const { status } = content;
  if (status === 'MISSED') return [{ day, settlement: 'MISSED', tickets: sign, amount: sign * ticketAmount(content) }];
  const [first = { payment: 'CASH', amount: 0 } as const, ...others] = settlementOf(content);
  return [
    { day, settlement: first.payment, tickets: sign, amount: sign * first.amount },
    ...others.map(({ payment, amount }) => ({ day, settlement: payment, tickets: 0, amount: sign * amount })),
  ];
}

/** FCFA by how they were paid; what comes to nothing is left out. */
export type Paid = Partial<Readonly<Record<Payment, number>>>;

/** A shop's sales on one day. Amounts in FCFA. */
export interface DayTotals {
  readonly day: Day;
  readonly revenue: number;
  readonly tickets: number;
  readonly missedRevenue: number;
  readonly missedTickets: number;
  /** `revenue` by payment. Without it, or where it falls short of `revenue`, the payment is not known. */
  readonly paid?: Paid;
}

/** `totals` with one more effect of the same day. */
export function addTicket(totals: DayTotals | undefined, effect: TicketEffect): DayTotals {
  const before = totals ?? { day: effect.day, revenue: 0, tickets: 0, missedRevenue: 0, missedTickets: 0 };
  const { settlement, amount, tickets } = effect;
  if (settlement === 'MISSED') {
    return {
      ...before,
      missedRevenue: before.missedRevenue + amount,
      missedTickets: before.missedTickets + tickets,
    };
  }
  const { paid, ...others } = before;
  const total = { ...others, revenue: before.revenue + amount, tickets: before.tickets + tickets };
  const next = addPaid(paid ?? {}, settlement, amount);
  return Object.keys(next).length > 0 ? { ...total, paid: next } : total;
}

/** `paid` with `amount` more of `payment`: the same in whatever order amounts come, so no zero stays behind. */
function addPaid(paid: Paid, payment: Payment, amount: number): Paid {
  const { [payment]: before = 0, ...others } = paid;
  const sum = before + amount;
  return sum === 0 ? others : { ...others, [payment]: sum };
}
