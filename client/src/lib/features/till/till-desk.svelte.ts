import {
  type Cash,
  type CashContent,
  type ClosingContent,
  closeTill,
  moveMoney,
  voidOf,
} from '@digiboost/domain/documents';
import { type MoneyLine, seenIn, type TillPart } from '@digiboost/domain/ledger';
import { addDays } from '@digiboost/domain/shared/day';
import type { ReviewedClosing, ShopMoney } from '../../model/money-reader.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';

/** Days of which the expenses are added up. */
const EXPENSE_DAYS = 30;

/** FCFA by what they were spent for, largest first. */
export type Expenses = readonly (readonly [category: NonNullable<Cash['category']>, amount: number])[];

/** The till as it stands: reads it, and records what goes in and out and what was counted. */
export class TillDesk extends DocumentWriter {
  parts = $state.raw<readonly TillPart[]>([]);
  /** What changed it since the last closing, newest first. */
  lines = $state.raw<readonly MoneyLine[]>([]);
  closings = $state.raw<readonly ReviewedClosing[]>([]);
  expenses = $state.raw<Expenses>([]);
  loaded = $state(false);
  readonly #money: ShopMoney;
  readonly #documents: Pick<Replica, 'range'>;

  constructor(money: ShopMoney, replica: WritingReplica & Pick<Replica, 'range'>, timezone: () => string) {
    super(replica, timezone);
    this.#money = money;
    this.#documents = replica;
  }

  /** Reads it anew. */
  async read(): Promise<void> {
    const today = this.replica.author().at.slice(0, 10);
    const [parts, closings, spent] = await Promise.all([
      this.#money.till(),
      this.#money.closings(),
      this.#documents.range<Cash>({ from: `cash:${addDays(today, 1 - EXPENSE_DAYS)}`, to: 'cash;' }),
    ]);
    this.lines = await this.#money.tillLines(closings[0]?.closing.at ?? '');
    this.parts = parts;
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
    return this.write(() => [closeTill({ ...content, seen: seenIn(this.lines) }, this.recording('closing'))]);
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
