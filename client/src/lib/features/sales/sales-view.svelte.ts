import { periodLength, type SalesPeriod, type SalesStep } from '@digiboost/domain/kpis';
import type { Day } from '@digiboost/domain/shared/day';
import type { Sales } from '../../insight/analyses/sales.ts';
import {
  LAST_30_DAYS,
  type PeriodChoice,
  type PeriodFault,
  periodOf,
  stepFor,
  stepsFor,
  writeChoice,
} from './period.ts';

/** Asks for the sales of a period, to be computed beside the page. */
export type AskSales = (question: { readonly period: SalesPeriod; readonly step: SalesStep }) => Promise<Sales>;

/** The sales of a period with the step in which they are cut. */
export interface ShownSales extends Sales {
  readonly step: SalesStep;
}

/** The sales of the chosen period, computed beside the page. */
export class SalesView {
  choice = $state.raw<PeriodChoice>(LAST_30_DAYS);
  /** The last answer; kept while the next one is computed. */
  answer = $state.raw<ShownSales | null>(null);
  isBusy = $state(false);
  hasFailed = $state(false);
  readonly #today: () => Day;
  readonly #ask: AskSales;
  /** Told of the address of the choice each time it changes. */
  readonly #onchange: (search: string) => void;
  #asked = 0;

  readonly #chosen = $derived.by(() => periodOf(this.choice, this.#today()));
  readonly period: SalesPeriod | null = $derived(typeof this.#chosen === 'string' ? null : this.#chosen);
  readonly fault: PeriodFault | null = $derived(typeof this.#chosen === 'string' ? this.#chosen : null);
  readonly days = $derived(this.period ? periodLength(this.period) : 0);
  readonly steps = $derived(stepsFor(this.days));
  readonly step = $derived(stepFor(this.choice.step, this.days));

  constructor(options: {
    ask: AskSales;
    today: () => Day;
    choice: PeriodChoice;
    onchange: (search: string) => void;
  }) {
    this.#ask = options.ask;
    this.#today = options.today;
    this.#onchange = options.onchange;
    this.choice = options.choice;
  }

  set(change: Partial<PeriodChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.#onchange(writeChoice(this.choice));
  }

  /** Computes the chosen period (again). Of two questions the later one stands. */
  async load(): Promise<void> {
    const { period, step } = this;
    if (!period) return;
    this.#asked += 1;
    const turn = this.#asked;
    this.isBusy = true;
    try {
      const answer = await this.#ask({ period: { ...period }, step });
      if (turn !== this.#asked) return;
      this.answer = { ...answer, step };
      this.hasFailed = false;
    } catch {
      if (turn === this.#asked) this.hasFailed = true;
    } finally {
      if (turn === this.#asked) this.isBusy = false;
    }
  }
}
