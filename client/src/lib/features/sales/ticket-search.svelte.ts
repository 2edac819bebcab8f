import type { SalesPeriod } from '@digiboost/domain/kpis';
import { addDays } from '@digiboost/domain/shared/day';
import type { ShopModel, Ticket } from '../../model/types.ts';
import type { FetchFault } from '../../replica/types.ts';
import { hasOlderSales } from './period.ts';
import { findTickets, type Shelf, type SoldTicket, type TicketFilter } from './ticket-filter.ts';

/** The tickets of days that were fetched with their months, newest first; null where some of those are not here. */
type FromOldMonths = (period: SalesPeriod) => Promise<readonly SoldTicket[] | null>;

/** The tickets that a figure is made of: those held on this phone, and on demand older ones from the server. */
export class TicketSearch {
  readonly filter: TicketFilter;
  /** The first day of which this phone holds every ticket; null while that is not known. */
  heldFrom = $state<string | null>(null);
  isFetching = $state(false);
  fault = $state<FetchFault | null>(null);
  #held = $state.raw<readonly Ticket[] | null>(null);
  #older = $state.raw<readonly SoldTicket[] | null>(null);
  readonly #model: Pick<ShopModel, 'days' | 'tickets' | 'olderTickets' | 'heldFrom'>;
  readonly #shelf: () => Shelf;
  readonly #fromOldMonths: FromOldMonths;
  #asked = 0;

  readonly found = $derived.by(() =>
    this.#held ? findTickets([...this.#held, ...(this.#older ?? [])], this.filter, this.#shelf()) : null,
  );
  /** Some of the days are older than what this phone holds, and have not been fetched. */
  readonly isPartial = $derived.by(
    () => this.#older === null && hasOlderSales(this.#model.days, this.filter.period, this.heldFrom),
  );

  constructor(
    model: Pick<ShopModel, 'days' | 'tickets' | 'olderTickets' | 'heldFrom'>,
    filter: TicketFilter,
    shelf: () => Shelf,
    fromOldMonths: FromOldMonths = async () => null,
  ) {
    this.#model = model;
    this.filter = filter;
    this.#shelf = shelf;
    this.#fromOldMonths = fromOldMonths;
  }

  /** Whether a ticket lies on this phone, and its own screen can show it. */
  isHeld(day: string): boolean {
    return this.heldFrom === null || day >= this.heldFrom;
  }

  /** Reads the held tickets. Of two readings the later one stands. */
  async load(): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    const { from, to } = this.filter.period;
    const heldFrom = await this.#model.heldFrom();
    // The days before are partly held at most: they come whole from the server, or not at all.
    const first = heldFrom !== null && from < heldFrom ? heldFrom : from;
    const tickets = first <= to ? await this.#model.tickets(first, to) : [];
    const [end = ''] = heldFrom === null ? [] : [to, addDays(heldFrom, -1)].sort();
    const isAsked = this.#older === null && heldFrom !== null && from < heldFrom;
    const older = isAsked ? await this.#fromOldMonths({ from, to: end }) : null;
    if (turn !== this.#asked) return;
    if (older) this.#older = older;
    this.heldFrom = heldFrom;
    this.#held = tickets;
  }

  /** Asks the server for the days that this phone does not hold. */
  async fetchOlder(): Promise<void> {
    if (this.heldFrom === null || this.isFetching) return;
    this.isFetching = true;
    this.fault = null;
    const { from, to } = this.filter.period;
    const answer = await this.#model.olderTickets(from, to < this.heldFrom ? to : addDays(this.heldFrom, -1));
    this.isFetching = false;
    if (answer.ok) this.#older = answer.value;
    else this.fault = answer.error;
  }
}
