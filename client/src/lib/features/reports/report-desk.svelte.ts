import type { Cash, ReportType, Sale } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { fileName, type NamedPeriod, namedPeriod, type Paper, periodFault, REPORTS } from '@digiboost/domain/reports';
import type { Day, Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { PaperFormat } from '@digiboost/papers/formats';
import type { ReportFault } from '../../insight/analyses/report.ts';
import type { EarlierMoney } from '../../insight/shop-data.ts';
import type { Draw, Drawing } from '../../printing/draw-paper.ts';
import type { MadePaper, MadePapers } from './made-papers.ts';

/** Where the desk gets and puts things. */
export interface DeskContext {
  today(): Day;
  now(): Instant;
  ask(question: {
    readonly type: ReportType;
    readonly period: SalesPeriod;
    readonly sales: readonly Sale[];
    readonly cash?: readonly Cash[];
    readonly earlier?: EarlierMoney;
    readonly madeAt: Instant;
  }): Promise<Result<Paper, ReportFault>>;
  /** The delivered tickets of the days from..to that stand, as far as this phone holds them. */
  sales(from: Day, to: Day): Promise<readonly Sale[]>;
  /** The cash documents that this phone holds. */
  cash(): Promise<readonly Cash[]>;
  /** The months from before what this phone holds that a report tells of whole, and those of them that are not here. */
  months(type: ReportType, period: SalesPeriod): Promise<{ wanted: readonly string[]; missing: readonly string[] }>;
  /** What moved money before what this phone holds, as far as it was fetched. */
  earlier(): Promise<EarlierMoney & { readonly cash: readonly Cash[] }>;
  readonly draw: Draw;
  readonly made: MadePapers;
  /** Whether all of the app is on this phone, what draws files too. */
  isAppWhole(): boolean;
  /** The media types of files, by their format. */
  readonly mediaTypes: Readonly<Record<PaperFormat, string>>;
}

/** Why there is no paper, or no file of it. */
export type DeskFault = ReportFault | 'failed' | 'coming';

/** How the period was chosen: by its name, or as two dates. */
export type PeriodChoice = NamedPeriod | 'dates';

/** One person's making of reports: what is chosen, how it looks, what is being made and what was made. */
export class ReportDesk {
  type = $state<ReportType>('MONTHLY_SUMMARY');
  choice = $state<PeriodChoice>('lastMonth');
  from = $state('');
  to = $state('');
  /** The paper as it would be made; kept while another one is worked out. */
  paper = $state.raw<Paper | null>(null);
  fault = $state<DeskFault | null>(null);
  /** The months that this phone would have to fetch for this paper to be made, or to be whole. */
  missing = $state.raw<readonly string[]>([]);
  /** The paper tells of months that were fetched. */
  hasOldMonths = $state(false);
  isBusy = $state(false);
  /** 0..1 while a file is being made. */
  share = $state<number | null>(null);
  made = $state.raw<readonly MadePaper[]>([]);
  readonly #context: DeskContext;
  #drawing: Drawing | null = null;
  #looks = 0;

  readonly period: SalesPeriod = $derived.by(() =>
    this.choice === 'dates' ? { from: this.from, to: this.to } : namedPeriod(this.choice, this.#context.today()),
  );

  constructor(context: DeskContext) {
    this.#context = context;
  }

  /** Chooses how the period is chosen; two dates begin as what was shown. */
  choose(choice: PeriodChoice): void {
    const { from, to } = this.period;
    if (choice === 'dates') [this.from, this.to] = [from, to];
    this.choice = choice;
  }

  async readMade(): Promise<void> {
    this.made = await this.#context.made.list();
  }

  /** Works out the chosen paper (again). Of two looks the later one stands. */
  async look(): Promise<void> {
    this.#looks += 1;
    const turn = this.#looks;
    const { type, period } = this;
    const fault = periodFault(period, this.#context.today());
    if (fault) {
      this.missing = [];
      return this.#show(null, fault);
    }
    this.isBusy = true;
    try {
      const { wanted, missing } = await this.#context.months(type, { ...period });
      const isWhole = missing.length === 0;
      const sales = REPORTS[type].needsSales ? await this.#context.sales(period.from, period.to) : [];
      const said = REPORTS[type].needsMoney ? await this.#money(isWhole && wanted.length > 0) : {};
      const madeAt = this.#context.now();
      const answer = await this.#context.ask({ type, period: { ...period }, sales, ...said, madeAt });
      if (turn !== this.#looks) return;
      this.hasOldMonths = isWhole && wanted.length > 0;
      // The accounts of a young shop are whole as they are.
      this.missing = REPORTS[type].needsMoney && answer.ok ? [] : missing;
      this.#show(answer.ok ? answer.value : null, answer.ok ? null : answer.error);
    } catch {
      if (turn === this.#looks) this.#show(null, 'failed');
    }
  }

  /** What the accounts are made of: what is held, and what came before where all of that is here. */
  async #money(isWhole: boolean): Promise<{ cash: readonly Cash[]; earlier?: EarlierMoney }> {
    const held = await this.#context.cash();
    if (!isWhole) return { cash: held };
    const { cash, lines, closings } = await this.#context.earlier();
    return { cash: [...cash, ...held], earlier: { lines, closings } };
  }

  #show(paper: Paper | null, fault: DeskFault | null): void {
    this.paper = paper;
    this.fault = fault;
    this.isBusy = false;
  }

  /** Makes the file of the paper that is shown, and keeps it; null when it was cancelled or could not be made. */
  async make(): Promise<MadePaper | null> {
    const { paper, type, period } = this;
    if (!paper || this.share !== null) return null;
    const { format, title, isOfOneDay } = REPORTS[type];
    this.share = 0;
    try {
      this.#drawing = this.#context.draw({ paper, format }, (share) => {
        this.share = share;
      });
      const bytes = await this.#drawing.bytes;
      if (!bytes) return null;
      const own = isOfOneDay ? { from: period.to, to: period.to } : period;
      const made: MadePaper = {
        id: `${type} ${paper.madeAt}`,
        type,
        subject: paper.subject,
        fileName: `${fileName(title, own)}.${format}`,
        madeAt: paper.madeAt,
        file: new Blob([bytes], { type: this.#context.mediaTypes[format] }),
      };
      await this.#context.made.add(made);
      await this.readMade();
      return made;
    } catch {
      this.fault = this.#context.isAppWhole() ? 'failed' : 'coming';
      return null;
    } finally {
      this.share = null;
      this.#drawing = null;
    }
  }

  cancel(): void {
    this.#drawing?.cancel();
  }

  async remove(id: string): Promise<void> {
    await this.#context.made.remove(id);
    await this.readMade();
  }
}
