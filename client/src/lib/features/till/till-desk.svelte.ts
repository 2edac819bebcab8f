import {
  type Cash,
  type CashContent,
  type ClosingContent,
  closeTill,
  moveMoney,
  type Shop,
  voidOf,
} from '@digiboost/domain/documents';
import {
  isInTill,
  type MoneyLine,
  methodOf,
  seenIn,
  type Till,
  type TillPart,
  tillOfPart,
} from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import type { ReviewedClosing, ShopMoney } from '../../model/money-reader.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';

/** Days of which the expenses are added up. */
const EXPENSE_DAYS = 30;

/** FCFA by what they were spent for, largest first. */
export type Expenses = readonly (readonly [category: NonNullable<Cash['category']>, amount: number])[];

/** What the shop says of its money. */
type TillSettings = Pick<Shop['settings'], 'timezone' | 'drawer'>;

/** The till as it stands: reads it, and records what goes in and out and what was counted. */
export class TillDesk extends DocumentWriter {
  parts = $state.raw<readonly TillPart[]>([]);
  /** The cash of the other phones, where each has a drawer of its own. */
  others = $state.raw<readonly TillPart[]>([]);
  /** What changed it since the last closing, newest first. */
  lines = $state.raw<readonly MoneyLine[]>([]);
  closings = $state.raw<readonly ReviewedClosing[]>([]);
  expenses = $state.raw<Expenses>([]);
  loaded = $state(false);
  readonly #money: ShopMoney;
  readonly #documents: Pick<Replica, 'range'>;
  readonly #settings: () => TillSettings;

  constructor(money: ShopMoney, replica: WritingReplica & Pick<Replica, 'range'>, settings: () => TillSettings) {
    super(replica, () => settings().timezone);
    this.#settings = settings;
    this.#money = money;
    this.#documents = replica;
  }

  /** Reads it anew. */
  async read(): Promise<void> {
    const { at, deviceId } = this.replica.author();
    const today = at.slice(0, 10);
    const [tills, closings, spent] = await Promise.all([
      this.#money.till(),
      this.#money.closings(),
      this.#documents.range<Cash>({ from: `cash:${addDays(today, 1 - EXPENSE_DAYS)}`, to: 'cash;' }),
    ]);
    const own: Till = this.#settings().drawer ? { method: 'CASH', device: deviceId } : { method: 'CASH' };
    const last = closings.find(({ closing }) => tillOfPart(closing, 'CASH').device === own.device);
    const lines = await this.#money.tillLines(last?.closing.at ?? '');
    this.lines = lines.filter(({ account }) => methodOf(account) !== 'CASH' || isInTill(own, account));
    const cash = tills.find(({ method, device }) => method === 'CASH' && device === own.device);
    const first = own.device === undefined || tills.length === 0 ? [] : [{ ...own, expected: 0, base: null }];
    this.parts = [...(cash ? [cash] : first), ...tills.filter(({ method }) => method !== 'CASH')];
    this.others = own.device === undefined ? [] : tills.filter((till) => till.device !== undefined && till !== cash);
    this.closings = closings;
    const voided = new Set(this.lines.map(({ eventId }) => eventId));
    this.expenses = expensesOf(spent.filter(({ _id }) => !voided.has(`void:${_id}`)));
    this.loaded = true;
  }

  move(content: CashContent): Promise<boolean> {
    return this.write(() => [moveMoney(content, this.recording('cash'))]);
  }

  /** What was counted, beside the last event that this phone knows of each phone. */
  close(content: Pick<ClosingContent, 'parts' | 'note'>): Promise<boolean> {
    const isCash = content.parts.some(({ method }) => method === 'CASH');
    const drawer = isCash ? this.#settings().drawer : undefined;
    return this.write(() => [closeTill({ ...content, drawer, seen: seenIn(this.lines) }, this.recording('closing'))]);
  }

  /** Takes back what was recorded by mistake. */
  cancel(eventId: string): Promise<boolean> {
    return this.write(async () => {
      const cash = await this.replica.get<Cash>(eventId as Cash['_id']);
      return cash ? [voidOf(cash, this.replica.author())] : [];
    });
  }
}

function expensesOf(documents: readonly Cash[]): Expenses {
  const sums = new Map<NonNullable<Cash['category']>, number>();
  for (const { category, amount } of documents) if (category) sums.set(category, (sums.get(category) ?? 0) + amount);
  return [...sums].sort((a, b) => b[1] - a[1]);
}
