import type { Cash, Closing, Return, Sale, SaleId, Void, VoidId } from '@digiboost/domain/documents';
import type { MoneyLine } from '@digiboost/domain/ledger';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { FetchFault } from '../replica/types.ts';
import type { Month } from './months.ts';

/** A month whose every event is here. */
export interface ArchivedMonth {
  readonly month: Month;
  readonly events: number;
  /** The room that it takes, bytes. */
  readonly bytes: number;
}

/** What the archive holds. */
export interface ArchiveState {
  /** The oldest first. */
  readonly months: readonly ArchivedMonth[];
  /** Its months are as the server had them at this time; null before the first is fetched. */
  readonly at: Instant | null;
  /** The month of the shop's first event; null before anything is fetched, or without any event. */
  readonly first: Month | null;
}

/** Why months did not come: no line, no session, no server; no room on the phone; or the person cancelled. */
export type ArchiveFault = FetchFault | 'full' | 'failed' | 'cancelled';

/** Tickets, and which of them were voided, whenever that was. */
export interface ArchivedTickets {
  readonly sales: readonly Sale[];
  readonly voids: readonly VoidId[];
}

/** What moved money, and what was said of it. */
export interface ArchivedMoney {
  readonly lines: readonly MoneyLine[];
  readonly closings: readonly Closing[];
  readonly cash: readonly Cash[];
}

/** One ticket with its void and what came back of it, as far as the archive holds them. */
export interface ArchivedTicket {
  readonly sale: Sale;
  readonly voided: Void | null;
  readonly returns: readonly { readonly taken: Return; readonly voided: Void | null }[];
}

/** What is looked for among old tickets, and the names that their ids stand for. */
export interface TicketQuestion {
  readonly query: string;
  readonly products: readonly (readonly [id: string, name: string])[];
  readonly customers: readonly (readonly [id: string, name: string])[];
}

/** Tickets that answer, the newest first, and how many there are beyond them. */
export interface TicketsAnswer extends ArchivedTickets {
  readonly more: number;
}

/** What the archive's worker offers its page. */
export type ArchiveService = {
  methods: {
    open(tenantId: string, device: string): void;
    state(): ArchiveState;
    /** Fetches these months, and what came since to those that are here. */
    bring(months: readonly Month[], now: Instant): Result<ArchiveState, ArchiveFault>;
    cancel(): void;
    /** Fetches what came since to the months that are here. */
    refresh(now: Instant): Result<ArchiveState, ArchiveFault>;
    /** Gives back the room of these months. */
    free(months: readonly Month[]): ArchiveState;
    /** The tickets of the days from..to. */
    tickets(from: Day, to: Day): ArchivedTickets;
    /** Everything before the day `end`. */
    money(end: Day): ArchivedMoney;
    find(question: TicketQuestion): TicketsAnswer;
    ticket(id: SaleId): ArchivedTicket | null;
  };
  news: {
    /** 0..1 of what is being fetched. */
    progress: number;
  };
};
