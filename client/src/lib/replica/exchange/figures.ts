import { onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import type { ProductId } from '@digiboost/domain/documents';
import type { Instant } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import type { TicketTotal } from '../projector.ts';
import type { Remote } from './remote.ts';

/** What the server's views say of the shop, and the sequences they had reached when they said it. */
export interface Figures {
  readonly onHand: Map<ProductId, number>;
  readonly countedAt: Map<ProductId, Instant>;
  readonly told: Map<ProductId, number>;
  readonly tickets: TicketTotal[];
}

/** Asks the views for the stock on hand of every product and the tickets of every day. */
export async function askFigures(remote: Remote): Promise<Figures> {
  const [stock, [tickets]] = await Promise.all([
    onHand(remote.ask),
    remote.ask(ticketsByDayAndSettlement, [{ group: true }]),
  ]);
  const units = new Map<ProductId, number>();
  const countedAt = new Map<ProductId, Instant>();
  const told = new Map<ProductId, number>();
  for (const [product, { milli, told: times, countedAtMs }] of stock) {
    told.set(product, times);
    units.set(product, fromMilli(milli));
    if (countedAtMs !== null) countedAt.set(product, new Date(countedAtMs).toISOString());
  }
  return {
    onHand: units,
    countedAt,
    told,
    tickets: (tickets?.rows ?? []).map(({ key: [day, settlement], value: [count, amount] }) => ({
      day,
      settlement,
      tickets: count,
      amount,
    })),
  };
}
