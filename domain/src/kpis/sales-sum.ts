import type { CostedRow } from '../ledger/cost.ts';
import type { DayTotals } from '../ledger/tickets.ts';
import { type Day, dayNumber } from '../shared/day.ts';
import { MarginSum } from './sales-margin.ts';
import type { SalesPeriod } from './sales-period.ts';

/** What was sold on some days. FCFA; the margin is that of the products that are known. */
export interface SalesSum extends SalesPeriod {
  readonly revenue: number;
  readonly tickets: number;
  readonly margin: number;
}

/** Adds up what was sold on the days of a period. */
export class PeriodSum {
  readonly first: number;
  readonly last: number;
  readonly #period: SalesPeriod;
  readonly #margin = new MarginSum();
  #revenue = 0;
  #tickets = 0;

  constructor(period: SalesPeriod) {
    this.#period = period;
    this.first = dayNumber(period.from);
    this.last = dayNumber(period.to);
  }

  addTickets({ revenue, tickets }: DayTotals): void {
    this.#revenue += revenue;
    this.#tickets += tickets;
  }

  addSold(row: CostedRow): void {
    this.#margin.add(row);
  }

  total(): SalesSum {
    return { ...this.#period, revenue: this.#revenue, tickets: this.#tickets, margin: this.#margin.francs };
  }
}

/** The sums that a day belongs to; none when it lies outside all of them. */
export class SumsByDay {
  readonly #first: number;
  readonly #byDay: readonly PeriodSum[];

  /** `sums` follow one another without a gap. */
  constructor(sums: readonly PeriodSum[]) {
    this.#first = sums[0]?.first ?? 0;
    this.#byDay = sums.flatMap((sum) => Array.from({ length: sum.last - sum.first + 1 }, () => sum));
  }

  /** The sum of a day given by its number. */
  at(day: number): PeriodSum | undefined {
    const index = day - this.#first;
    // Asked for every day of every product: an index below 0 would be looked up as a name, ten times as slowly.
    return index >= 0 && index < this.#byDay.length ? this.#byDay[index] : undefined;
  }

  on(day: Day): PeriodSum | undefined {
    return this.at(dayNumber(day));
  }
}
