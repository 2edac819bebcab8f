import type { LedgerEvent } from '../documents/ledger-event.ts';
import { type Beyond, beyondLimits, discountOf, limitsAt, limitsFor } from '../documents/role-limits.ts';
import type { Sale } from '../documents/sale.ts';
import { returnAmount, saleLineAmount, ticketAmount } from '../documents/settlement.ts';
import type { RoleLimits } from '../documents/shop.ts';
import { businessDay } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import type { SalesPeriod } from './sales-period.ts';

/** What one person recorded in a period; what was voided is in none of it but the voids. FCFA. */
export interface SellerSums {
  readonly person: string;
  readonly tickets: number;
  /** Of those tickets, net of discounts. All persons together, less what was returned: the CA of the period. */
  readonly revenue: number;
  /** Taken off tickets, and sold below the catalogue's prices. */
  readonly discounts: number;
  /** Tickets that the person voided in the period, whoever had sold them and whenever. */
  readonly voids: number;
  readonly voided: number;
  readonly returns: number;
  readonly returned: number;
}

type Sums = { -readonly [K in keyof SellerSums]: SellerSums[K] };

/** FCFA that a ticket came to less than by the catalogue's prices, its discounts apart. */
const loweredBy = ({ lines }: Pick<Sale, 'lines'>): number =>
  lines.reduce((sum, line) => {
    const { unitPrice, listPrice = unitPrice } = line;
    const whole = { ...line, discount: 0 };
    return sum + Math.max(saleLineAmount({ ...whole, unitPrice: listPrice }) - saleLineAmount(whole), 0);
  }, 0);

/** Per person what `events` say of `period`, who sold most first; `events` in any order, their voids among them. */
export function salesBySeller(
  events: readonly LedgerEvent[],
  { from, to }: SalesPeriod,
  timezone?: string,
): readonly SellerSums[] {
  const gone = voidedIn(events);
  const sums = new Map<string, Sums>();
  const isWithin = (day: Day): boolean => day >= from && day <= to;
  const of = (person: string): Sums => {
    const known = sums.get(person);
    if (known) return known;
    const none: Sums = { person, tickets: 0, revenue: 0, discounts: 0, voids: 0, voided: 0, returns: 0, returned: 0 };
    sums.set(person, none);
    return none;
  };
  for (const event of events) {
    if (gone.has(event._id)) continue;
    if (event.type === 'sale' && event.status === 'DELIVERED' && isWithin(event.day)) {
      const own = of(event.createdBy);
      own.tickets += 1;
      own.revenue += ticketAmount(event);
      own.discounts += discountOf(event) + loweredBy(event);
    } else if (event.type === 'return' && isWithin(event.day)) {
      const own = of(event.createdBy);
      own.returns += 1;
      own.returned += returnAmount(event);
    } else if (event.type === 'void' && isWithin(businessDay(event.createdAt, timezone))) {
      const { original } = event;
      if (original.type !== 'sale' || original.status !== 'DELIVERED') continue;
      const own = of(event.createdBy);
      own.voids += 1;
      own.voided += ticketAmount(original);
    }
  }
  return [...sums.values()].sort((a, b) => b.revenue - a.revenue || (a.person < b.person ? -1 : 1));
}

/** Something that went beyond the limits of sellers that were in force when it was recorded. */
export interface BeyondLimits {
  readonly event: LedgerEvent;
  readonly beyond: readonly Beyond[];
  /** Under which limits the phone says that it was recorded; LATEST: those that were in force. */
  readonly under: 'LATEST' | 'EARLIER' | 'NONE';
}

/** What an administrator looks at: what nobody approved, and what was approved in an administrator's name. */
export interface SellersReview {
  readonly toCheck: readonly BeyondLimits[];
  readonly approved: readonly BeyondLimits[];
}

/**
 * What of `events` went beyond the limits that were in force, newest first; what was voided, and what administrators
 * recorded, apart. A phone may not have heard of those limits yet: it is told from what it says it knew.
 */
export function reviewOfSellers(
  events: readonly LedgerEvent[],
  versions: readonly RoleLimits[] | undefined,
  isAdmin: (person: string) => boolean,
): SellersReview {
  const gone = voidedIn(events);
  const toCheck: BeyondLimits[] = [];
  const approved: BeyondLimits[] = [];
  for (const event of [...events].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))) {
    if (gone.has(event._id) || isAdmin(event.createdBy)) continue;
    const version = limitsAt(versions, event.createdAt);
    const limits = version && limitsFor(event.type, version);
    const beyond = limits ? beyondLimits(event, limits) : [];
    const under = event.limits?.key === version?.key ? 'LATEST' : event.limits ? 'EARLIER' : 'NONE';
    if (event.approvedBy !== undefined) approved.push({ event, beyond, under });
    else if (beyond.length > 0) toCheck.push({ event, beyond, under });
  }
  return { toCheck, approved };
}

const voidedIn = (events: readonly LedgerEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ type, _id }) => (type === 'void' ? [_id.slice('void:'.length)] : [])));
