import type { Author } from '@digiboost/domain/documents';
import {
  type AskCode,
  answerKey,
  type Choice,
  DEFAULT_OPTIONS,
  type Field,
  type ImportKind,
  type ImportOptions,
  type Mapping,
  missingFields,
  readUnsent,
} from '@digiboost/domain/import';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { replicaErrorText } from '../../i18n/fr/replica-errors.ts';
import { safety } from '../../i18n/fr/safety.ts';
import type { Replica } from '../../replica/types.ts';
import { saveCsv } from './csv-file.ts';
import { gatherExisting, type ShopSources } from './existing.ts';
import { faultWords } from './fault-words.ts';
import { readFaults, words } from './fr.ts';
import type { ImportJobs } from './jobs.svelte.ts';
import { MAX_BYTES } from './read-file.ts';
import { lookAtUnsent, type UnsentView } from './unsent-file.ts';
import type { ImportWorker } from './worker-client.ts';
import type { PlanRequest, PlanView, SheetView } from './worker-protocol.ts';

/** Where the person stands; each step is a screen. */
export type Step =
  | 'choose'
  | 'reading'
  | 'columns'
  | 'checking'
  | 'offline'
  | 'incomplete'
  | 'preview'
  | 'writing'
  | 'unsent'
  | 'done';

export interface FlowContext {
  /** The shop into which is imported. */
  readonly tenantId: string;
  readonly replica: Pick<Replica, 'range' | 'author' | 'get' | 'put'>;
  /** Whether this person may hand in what others recorded. */
  readonly mayBringOthers: boolean;
  readonly sources: ShopSources;
  readonly jobs: ImportJobs;
  readonly timezone: string;
  makeWorker(): Pick<ImportWorker, 'call' | 'close'>;
  /** Whether all of the app is on this phone, what reads files too. */
  isAppWhole(): boolean;
}

/** One file on its way into the shop, step by step. */
export class ImportFlow {
  readonly #context: FlowContext;
  #worker: Pick<ImportWorker, 'call' | 'close'> | null = null;
  /** Grows with every file and every check: an answer to an earlier question is dropped. */
  #turn = 0;
  step = $state<Step>('choose');
  fault = $state('');
  progress = $state<number | null>(null);
  fileName = $state('');
  view = $state.raw<SheetView | null>(null);
  /** The person, or the file without a doubt, said what it holds. */
  isKindKnown = $state(false);
  kind = $state<ImportKind>('catalogue');
  mapping = $state.raw<Mapping>({});
  options = $state.raw<ImportOptions>(DEFAULT_OPTIONS);
  plan = $state.raw<PlanView | null>(null);
  /** What the copy of a phone's unsent documents brings, when the file is one. */
  handIn = $state.raw<UnsentView | null>(null);
  /** The person accepts that faulty rows stay out. */
  leaveOut = $state(false);
  #trusting = false;
  /** What the plan on the screen was made from. */
  #request: PlanRequest | null = null;
  readonly missing = $derived(missingFields(this.kind, this.mapping, this.options.fileDay));
  /** No column says the day of the sales: the person is asked for one that is true of the whole file. */
  readonly asksSalesDay = $derived(this.kind === 'sales' && this.mapping.date === undefined);
  readonly canConfirm = $derived(
    this.plan !== null &&
      this.plan.documentCount > 0 &&
      this.plan.summary.unanswered === 0 &&
      (this.plan.summary.faulty === 0 || this.leaveOut),
  );

  constructor(context: FlowContext) {
    this.#context = context;
  }

  get today(): Day {
    return businessDay(this.#context.replica.author().at, this.#context.timezone);
  }

  /** Back to the start, without a file. */
  reset(): void {
    this.#turn += 1;
    this.#worker?.close();
    this.#worker = null;
    this.step = 'choose';
    this.fault = '';
    this.view = null;
    this.plan = null;
    this.handIn = null;
    this.leaveOut = false;
    this.#trusting = false;
    this.options = DEFAULT_OPTIONS;
  }

  async open(file: File): Promise<void> {
    this.reset();
    const turn = this.#turn;
    this.fileName = file.name;
    this.step = 'reading';
    this.progress = null;
    try {
      const bytes = await file.arrayBuffer();
      const unsent = bytes.byteLength > MAX_BYTES ? null : readUnsent(new TextDecoder().decode(bytes));
      if (unsent) {
        const handIn = await lookAtUnsent(this.#context, unsent);
        if (turn !== this.#turn) return;
        this.handIn = handIn;
        this.step = 'unsent';
        return;
      }
      this.#worker ??= this.#context.makeWorker();
      const answer = await this.#worker.call('open', [bytes, file.name]);
      if (turn !== this.#turn) return;
      if (!answer.ok) {
        this.#fail(readFaults[answer.error]);
        return;
      }
      this.#show(answer.value);
    } catch (error) {
      this.#failUnexpectedly(error, turn);
    }
  }

  async chooseSheet(index: number): Promise<void> {
    this.#show(await this.#ask().call('sheet', [index]));
  }

  async chooseKind(kind: ImportKind): Promise<void> {
    this.kind = kind;
    this.isKindKnown = true;
    this.mapping = await this.#ask().call('recognise', [kind]);
  }

  /** The column `column` means `field`, or nothing. */
  assign(column: number, field: Field | ''): void {
    const others = Object.entries(this.mapping).filter(([name, at]) => at !== column && name !== field);
    this.mapping = Object.fromEntries(field === '' ? others : [...others, [field, column]]);
  }

  fieldOf(column: number): Field | '' {
    return (Object.entries(this.mapping).find(([, at]) => at === column)?.[0] as Field | undefined) ?? '';
  }

  setOptions(change: Partial<ImportOptions>): void {
    this.options = { ...this.options, ...change };
  }

  /** Changes a choice of the preview, and looks again. */
  async choose(change: Partial<ImportOptions>): Promise<void> {
    this.setOptions(change);
    await this.check();
  }

  /** Answers a question for all its lines, or for one of them; the preview stays where it is. */
  async answer(code: AskCode, choice: Choice | number, line?: number): Promise<void> {
    const request = must(this.#request, 'request');
    // An answer for all of them also replaces those for single lines.
    const kept = Object.entries(this.options.answers).filter(
      ([key]) => line !== undefined || !key.startsWith(`${code}:`),
    );
    const key = line === undefined ? code : answerKey(code, line);
    this.setOptions({ answers: { ...Object.fromEntries(kept), [key]: String(choice) } });
    const turn = this.#turn;
    this.#request = { ...request, options: $state.snapshot(this.options) };
    try {
      const plan = await this.#ask().call('plan', [this.#request]);
      if (turn === this.#turn) this.plan = plan;
    } catch (error) {
      this.#failUnexpectedly(error, turn);
    }
  }

  editColumns(): void {
    this.#turn += 1;
    this.plan = null;
    this.step = 'columns';
  }

  /** Looks for what the file would change, and for what is wrong with it. Writes nothing. */
  async check({ trusting = this.#trusting } = {}): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#trusting = trusting;
    this.leaveOut = false;
    this.fault = '';
    this.progress = null;
    this.step = 'checking';
    try {
      const author: Author = this.#context.replica.author();
      const today = businessDay(author.at, this.#context.timezone);
      const { mapping, kind, options } = $state.snapshot({
        mapping: this.mapping,
        kind: this.kind,
        options: this.options,
      });
      const period = await this.#period(kind, mapping, options);
      const takenBack = this.#context.jobs.takenBack;
      const existing = await gatherExisting(this.#context.sources, { period, today, trusting, takenBack });
      if (turn !== this.#turn) return;
      if (!existing.ok) {
        this.step = existing.error;
        return;
      }
      const request = {
        kind,
        mapping,
        options,
        existing: existing.value,
        author,
        today,
        timezone: this.#context.timezone,
      };
      const plan = await this.#ask().call('plan', [request], (share) => {
        if (turn === this.#turn) this.progress = share;
      });
      if (turn !== this.#turn) return;
      this.#request = request;
      this.plan = plan;
      this.step = 'preview';
    } catch (error) {
      this.#failUnexpectedly(error, turn);
    }
  }

  /** Writes all of it, or, when that is not possible now, nothing: or the rest at the next opening. */
  async confirm(): Promise<void> {
    if (!this.canConfirm || this.step !== 'preview') return;
    const { summary } = must(this.plan, 'plan');
    this.step = 'writing';
    this.progress = 0;
    try {
      const { docs, undo } = await this.#ask().call('documents', []);
      await this.#context.jobs.run(docs, { fileName: this.fileName, kind: this.kind, summary, undo }, (share) => {
        this.progress = share;
      });
      this.step = 'done';
    } catch (error) {
      // Stopped in the middle, it is finished or given up from the first screen.
      const stopped = this.#context.jobs.interrupted !== null;
      this.fault = stopped ? words.stopped : replicaErrorText(error);
      this.step = stopped ? 'choose' : 'preview';
    }
  }

  /** Records what the copy of another phone brings; returns how many documents. Throws ReplicaError. */
  async recordHandIn(): Promise<number> {
    const { documents } = must(this.handIn, 'hand-in');
    await this.#context.replica.put(documents);
    return documents.length;
  }

  /** Saves the faulty rows as a file to mend. */
  async saveFaulty(): Promise<void> {
    const { header, rows } = await this.#ask().call('faultyRows', []);
    const what = (codes: readonly (keyof typeof faultWords)[]) =>
      [...new Set(codes.map((code) => faultWords[code].what))].join(', ');
    saveCsv(words.faultyFile, [
      [words.faultyLine, words.faultyWhat, ...header],
      ...rows.map(({ line, faults, cells }) => [String(line), what(faults.map(({ code }) => code)), ...cells]),
    ]);
  }

  close(): void {
    this.#turn += 1;
    this.#worker?.close();
    this.#worker = null;
  }

  /** The days of which the shop's own events matter. */
  async #period(kind: ImportKind, mapping: Mapping, options: ImportOptions): Promise<{ from: Day; to: Day } | null> {
    if (kind === 'catalogue' || kind === 'customers') return null;
    const { fileDay } = options;
    if (kind === 'sales' && mapping.date === undefined && fileDay) return { from: fileDay, to: fileDay };
    return this.#ask().call('days', [{ mapping, dateOrder: options.dateOrder, today: this.today }]);
  }

  #ask(): Pick<ImportWorker, 'call' | 'close'> {
    return must(this.#worker, 'worker');
  }

  #show(view: SheetView): void {
    this.view = view;
    this.kind = view.kind;
    this.isKindKnown = view.isSure;
    this.mapping = view.mapping;
    // A list that says of which day it is was not counted now.
    const isPast = view.day !== null && (view.day < this.today || (view.kind === 'sales' && view.day === this.today));
    this.setOptions({ fileDay: isPast ? view.day : null });
    this.plan = null;
    this.step = 'columns';
  }

  /** What nobody foresaw: a programmer should see it, and the person unless another file has been opened since. */
  #failUnexpectedly(error: unknown, turn: number): void {
    console.error(error);
    if (turn === this.#turn) this.#fail(this.#context.isAppWhole() ? words.unexpected : safety.partComing);
  }

  #fail(sentence: string): void {
    this.fault = sentence;
    this.step = 'choose';
  }
}
