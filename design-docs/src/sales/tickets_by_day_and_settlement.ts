import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import { type Settlement, ticketEffect } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { AnyDocument, Emit } from '../view.ts';

export type TicketsByDayAndSettlementKey = [day: Day, settlement: Settlement];
/** How many tickets, and their FCFA. */
export type TicketsByDayAndSettlementValue = [tickets: number, amount: number];

/** The tickets of a day by how they were settled; a void takes its own off. */
export function map(doc: AnyDocument, emit: Emit<TicketsByDayAndSettlementKey, TicketsByDayAndSettlementValue>): void {
  if (!isLedgerEvent(doc)) return;
  const effect = ticketEffect(doc);
  if (effect) emit([effect.day, effect.settlement], [effect.tickets, effect.amount]);
}
