import type { SaleId } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import type { DayTotals } from '@digiboost/domain/ledger';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import { type Memory, pageMemory } from '../replica/identity.ts';
import type { ArchiveReader } from './archive-client.ts';
import type {
  ArchivedMoney,
  ArchivedTicket,
  ArchivedTickets,
  ArchiveFault,
  ArchiveState,
  TicketQuestion,
  TicketsAnswer,
} from './archive-service.ts';
import { type Month, monthOf, monthsBetween } from './months.ts';

const NOTHING: ArchiveState = { months: [], at: null, first: null };
/** What a ticket and what belongs to it come to on the line, bytes: `npm run bench -- archive` measures it. */
const BYTES_PER_TICKET = 95;
/** What came since is asked for this often at most, and waited for this long, ms. */
const FRESH_MS = 60_000;
const PATIENCE_MS = 4_000;

interface OldMonthsContext {
  readonly tenantId: string;
  readonly archive: ArchiveReader;
  now(): Instant;
  readonly memory?: Memory;
}

/** Whole months from before the window, as screens see them. Until some are fetched, nothing of it is loaded. */
export class OldMonths {
  state = $state.raw<ArchiveState>(NOTHING);
  /** 0..1 while months are being fetched. */
  share = $state<number | null>(null);
  fault = $state<ArchiveFault | null>(null);
  /** Grows with every change of what is held: read it to ask again. */
  revision = $state(0);
  readonly #context: OldMonthsContext;
  readonly #memory: Memory;
  #answered: { readonly key: string; readonly answer: Promise<unknown> } | null = null;
  #refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(context: OldMonthsContext) {
    this.#context = context;
    this.#memory = context.memory ?? pageMemory();
  }

  /** Whether this phone has ever fetched any. */
  get isUsed(): boolean {
    return this.#memory.getItem(this.#key) === 'used';
  }

  /** Reads what is held; nothing is loaded for it on a phone that never fetched any. */
  async look(): Promise<void> {
    if (this.isUsed) this.state = await this.#context.archive.ask('state');
  }

  /** Fetches `months`; whether they are here now. */
  async bring(months: readonly Month[]): Promise<boolean> {
    if (this.share !== null) return false;
    this.share = 0;
    this.fault = null;
    this.#memory.setItem(this.#key, 'used');
    const unwatch = this.#context.archive.onProgress((share) => {
      this.share = share;
    });
    try {
      const outcome = await this.#context.archive.ask('bring', months, this.#context.now());
      // What came before it stopped is kept.
      this.#take(outcome.ok ? outcome.value : await this.#context.archive.ask('state'));
      this.fault = outcome.ok || outcome.error === 'cancelled' ? null : outcome.error;
      if (outcome.ok) this.#refreshedAt = performance.now();
      return outcome.ok;
    } catch {
      this.fault = 'failed';
      return false;
    } finally {
      unwatch();
      this.share = null;
    }
  }

  cancel(): void {
    void this.#context.archive.ask('cancel').catch(() => undefined);
  }

  async free(months: readonly Month[]): Promise<void> {
    this.#take(await this.#context.archive.ask('free', months));
  }

  /** Asks what came since to the held months, if there is a line; without one they stay as they are. */
  async refresh(): Promise<void> {
    if (!this.isUsed || this.share !== null || performance.now() - this.#refreshedAt < FRESH_MS) return;
    this.#refreshedAt = performance.now();
    const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
    const outcome = await Promise.race([this.#context.archive.ask('refresh', this.#context.now()), late]);
    if (outcome?.ok) this.state = outcome.value;
  }

  /** Which of `months` are not held. */
  missing(months: readonly Month[]): Month[] {
    return months.filter((month) => !this.state.months.some((held) => held.month === month));
  }

  tickets({ from, to }: SalesPeriod): Promise<ArchivedTickets> {
    if (!this.isUsed) return Promise.resolve({ sales: [], voids: [] });
    return this.#once(`tickets ${from} ${to}`, () => this.#context.archive.ask('tickets', from, to));
  }

  /** What moved money before the day `end`. */
  money(end: Day): Promise<ArchivedMoney> {
    if (!this.isUsed) return Promise.resolve({ lines: [], closings: [], cash: [] });
    return this.#once(`money ${end}`, () => this.#context.archive.ask('money', end));
  }

  /** The tickets that answer; none on a phone that never fetched any. */
  find(question: TicketQuestion): Promise<TicketsAnswer> {
    if (!this.isUsed) return Promise.resolve({ sales: [], voids: [], more: 0 });
    return this.#context.archive.ask('find', question);
  }

  ticket(id: SaleId): Promise<ArchivedTicket | null> {
    return this.isUsed ? this.#context.archive.ask('ticket', id) : Promise.resolve(null);
  }

  /** The last answer to `question`, as long as nothing of what is held changes: screens ask at each sale. */
  #once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const key = `${question} ${this.revision} ${this.state.at}`;
    if (this.#answered?.key === key) return this.#answered.answer as Promise<T>;
    const answer = ask();
    this.#answered = { key, answer };
    answer.catch(() => {
      this.#answered = null;
    });
    return answer;
  }

  get #key(): string {
    return `digiboost:${this.#context.tenantId}:archive`;
  }

  #take(state: ArchiveState): void {
    this.state = state;
    this.revision += 1;
  }
}

/** The months that the days from..to need from before `heldFrom`; `margin`: days by which the shop's may differ. */
export const monthsWanted = ({ from, to }: SalesPeriod, heldFrom: Day, margin: number): Month[] => {
  const [last = ''] = [addDays(to, margin), addDays(heldFrom, -1)].sort();
  return monthsBetween(addDays(from, -margin), last);
};

/** About what `months` come to on the line, bytes. */
export function bytesOf(months: readonly Month[], days: Iterable<DayTotals>): number {
  let tickets = 0;
  for (const day of days) if (months.includes(monthOf(day.day))) tickets += day.tickets + day.missedTickets;
  return tickets * BYTES_PER_TICKET;
}
