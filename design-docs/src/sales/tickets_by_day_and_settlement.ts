import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import { type Settlement, ticketEffects } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

export type TicketsByDayAndSettlementKey = [day: Day, settlement: Settlement];
/** How many tickets, and their FCFA; a ticket settled in several ways counts once, by the first of them. */
export type TicketsByDayAndSettlementValue = [tickets: number, amount: number];

/** The tickets of a day by how they were settled; a void takes its own off. */
export function map(doc: AnyDocument, emit: Emit<TicketsByDayAndSettlementKey, TicketsByDayAndSettlementValue>): void {
  if (!isLedgerEvent(doc)) return;
  for (const { day, settlement, tickets, amount } of ticketEffects(doc)) emit([day, settlement], [tickets, amount]);
}
