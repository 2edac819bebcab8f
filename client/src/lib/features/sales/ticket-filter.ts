import {
  PAYMENTS,
  type Payment,
  type ProductId,
  type Sale,
  saleLineAmount,
  settlementOf,
} from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { hourOf } from '@digiboost/domain/shared/clock';
import { type Day, isDay } from '@digiboost/domain/shared/day';

/** Which tickets a figure is made of. Null: whichever. */
export interface TicketFilter {
  readonly period: SalesPeriod;
  readonly productId: ProductId | null;
  /** 'none': products without a category. */
  readonly categoryId: string | null;
  readonly payment: Payment | null;
  /** 0..23, by the shop's clock. */
  readonly hour: number | null;
  /** Missed sales instead of delivered ones. */
  readonly missed: boolean;
}

const NO_CATEGORY = 'none';

/** The filter that an address asks for; today's tickets when it asks for nothing that can be. */
export function readTicketFilter(params: URLSearchParams, today: Day): TicketFilter {
  const [from, to] = [params.get('du') ?? '', params.get('au') ?? ''];
  const product = params.get('produit');
  const hour = Number(params.get('heure') ?? Number.NaN);
  return {
    period: isDay(from) && isDay(to) && from <= to ? { from, to } : { from: today, to: today },
    productId: product ? `product:${product}` : null,
    categoryId: params.get('categorie'),
    payment: PAYMENTS.find((payment) => payment === params.get('paiement')) ?? null,
    hour: Number.isInteger(hour) && hour >= 0 && hour <= 23 ? hour : null,
    missed: params.get('statut') === 'manquees',
  };
}

/** What of a filter goes into an address beside its period. */
export type Narrowing = Partial<Omit<TicketFilter, 'period'>>;
/** Makes the address of the tickets that a figure is made of. */
export type TicketsLink = (period: SalesPeriod, filter?: Narrowing) => string;

/** Where the tickets of a figure are. `since`: the address of the figures, without its "?", to lead back to them. */
export function ticketsHref({ from, to }: SalesPeriod, filter: Narrowing = {}, since = ''): string {
  const params = new URLSearchParams({ du: from, au: to });
  if (filter.productId) params.set('produit', filter.productId.slice('product:'.length));
  if (filter.categoryId) params.set('categorie', filter.categoryId);
  if (filter.payment) params.set('paiement', filter.payment);
  if (filter.hour !== null && filter.hour !== undefined) params.set('heure', String(filter.hour));
  if (filter.missed) params.set('statut', 'manquees');
  if (since) params.set('depuis', since);
  return `/ventes/tickets?${params}`;
}

/** The value of `categorie` in an address. */
export const categoryKey = (categoryId: string | null | undefined): string => categoryId ?? NO_CATEGORY;

/** A ticket, and whether it still stands: a void, or that there is one. */
export interface SoldTicket {
  readonly sale: Sale;
  readonly voided: unknown;
}

/** A ticket with the part of it that the filter asks for. FCFA. */
export interface FoundTicket {
  readonly ticket: SoldTicket;
  readonly amount: number;
  readonly total: number;
}

/** What of the tickets is shown: voided ones are only counted. */
export interface FoundTickets {
  readonly rows: readonly FoundTicket[];
  readonly amount: number;
  readonly voided: number;
}

/** What the filter needs to know of the shop. */
export interface Shelf {
  readonly categoryOf: (productId: ProductId) => string | null | undefined;
  readonly timezone: string;
}

/** The tickets that `filter` asks for, in their order, and what their lines come to. */
export function findTickets(tickets: readonly SoldTicket[], filter: TicketFilter, shelf: Shelf): FoundTickets {
  const rows: FoundTicket[] = [];
  let [amount, voided] = [0, 0];
  for (const ticket of tickets) {
    const { sale } = ticket;
    const lines = linesOf(sale, filter, shelf);
    if (lines.length === 0) continue;
    if (ticket.voided) {
      voided += 1;
      continue;
    }
    const own = amountOf(lines);
    rows.push({ ticket, amount: own, total: amountOf(sale.lines) });
    amount += own;
  }
  return { rows, amount, voided };
}

const amountOf = (lines: Sale['lines']): number => lines.reduce((sum, line) => sum + saleLineAmount(line), 0);

function linesOf(sale: Sale, filter: TicketFilter, { categoryOf, timezone }: Shelf): Sale['lines'] {
  const { period, productId, categoryId, payment, hour, missed } = filter;
  if (sale.day < period.from || sale.day > period.to) return [];
  if ((sale.status === 'MISSED') !== missed) return [];
  if (payment !== null && !settlementOf(sale).some((part) => part.payment === payment)) return [];
  if (hour !== null && hourOf(sale.at, timezone) !== hour) return [];
  return sale.lines.filter(
    (line) =>
      (productId === null || line.productId === productId) &&
      (categoryId === null || categoryKey(categoryOf(line.productId)) === categoryId),
  );
}
