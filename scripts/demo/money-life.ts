import {
  type Author,
  type Cash,
  type CashContent,
  type Closing,
  type Customer,
  closeTill,
  type Method,
  type Movement,
  moveMoney,
  newDocument,
  type Recording,
  type Sale,
  settlementOf,
  supplierId,
} from '@digiboost/domain/documents';
import { seenIn } from '@digiboost/domain/ledger';
import { type Day, weekday } from '@digiboost/domain/shared/day';
import { lineAmount } from '@digiboost/domain/shared/money';
import { must } from '@digiboost/domain/shared/must';
import { Random } from './random.ts';
import { roundUp } from './shelf.ts';
import { runningSums } from './traffic.ts';

/** When somebody pays what they owe: each week, when salaries arrive, or when it suits them. */
type Habit = 'WEEKLY' | 'MONTHLY' | 'SELDOM';

/** Who buys on account, how often compared with the others, and how they pay. */
const CUSTOMERS: readonly (readonly [key: string, name: string, weight: number, habit: Habit])[] = [
  ['moussa', 'Moussa Ndiaye', 9, 'WEEKLY'],
  ['awa-sarr', 'Awa Sarr', 8, 'WEEKLY'],
  ['ibrahima', 'Ibrahima Fall', 8, 'MONTHLY'],
  ['fatou-diop', 'Fatou Diop', 7, 'MONTHLY'],
  ['cheikh', 'Cheikh Gueye', 7, 'WEEKLY'],
  ['mariama', 'Mariama Ba', 6, 'MONTHLY'],
  ['ousmane', 'Ousmane Sow', 6, 'MONTHLY'],
  ['khady', 'Khady Mbaye', 5, 'WEEKLY'],
  ['aliou', 'Aliou Diallo', 5, 'MONTHLY'],
  ['ndeye', 'Ndèye Faye', 5, 'WEEKLY'],
  ['babacar', 'Babacar Thiam', 4, 'MONTHLY'],
  ['aminata', 'Aminata Cissé', 4, 'MONTHLY'],
  ['modou', 'Modou Kane', 4, 'SELDOM'],
  ['sokhna', 'Sokhna Dieng', 3, 'WEEKLY'],
  ['pape', 'Pape Seck', 3, 'MONTHLY'],
  ['bineta', 'Bineta Ly', 3, 'MONTHLY'],
  ['lamine', 'Lamine Badji', 3, 'WEEKLY'],
  ['rokhaya', 'Rokhaya Niang', 2, 'MONTHLY'],
  ['abdou', 'Abdou Diatta', 2, 'MONTHLY'],
  ['coumba', 'Coumba Sy', 2, 'WEEKLY'],
  ['samba', 'Samba Touré', 2, 'SELDOM'],
  ['dieynaba', 'Dieynaba Barry', 1, 'MONTHLY'],
  ['gora', 'Gora Ndour', 1, 'SELDOM'],
  ['yacine', 'Yacine Camara', 1, 'MONTHLY'],
  ['malick', 'Malick Sané', 1, 'MONTHLY'],
];
const WEIGHTS = runningSums(CUSTOMERS.map(([, , weight]) => weight));

/** The customers of the demo shop. */
export const demoCustomers = (author: Author): Customer[] =>
  CUSTOMERS.map(([key, name, weight], rank) =>
    newDocument<Customer>(
      {
        _id: `customer:${key}`,
        type: 'customer',
        name,
        phone: `+22177${String(3_000_000 + rank * 41_357)}`,
        creditLimit: weight > 4 ? 100_000 : 40_000,
        isActive: true,
      },
      author,
    ),
  );

/** The supplier who delivers on account. */
export const ON_ACCOUNT = supplierId('sandaga');

/** Cash with which the shop opens, and that stays in the drawer in the evening. */
const FLOAT = 50_000;

/** Under what something is recorded that counts at `at`. */
type Recorder = <T extends 'cash' | 'closing'>(type: T, at: string) => Recording<`${T}:${string}`>;

/** What happens to the shop's money beside the tickets: debts paid, expenses, the evening's closing. */
export class MoneyLife {
  readonly #random: Random;
  readonly #recording: Recorder;
  readonly #till: { [M in Method]: number } = { CASH: FLOAT, WAVE: 0, ORANGE_MONEY: 0, BANK: 0 };
  readonly #owed = new Map<string, number>();
  /** What the supplier is owed. */
  #account = 0;
  #last: string | null = null;

  /** A source of chance of its own: what the shop sells does not depend on how it is paid. */
  constructor(seed: number, recording: Recorder) {
    this.#random = new Random(seed);
    this.#recording = recording;
  }

  /** How a ticket of `amount` is paid, by the `way` that its customer takes; on account, some pay a part of it. */
  settle(amount: number, way: Method | 'CREDIT'): Pick<Sale, 'payments' | 'customerId'> {
    if (way !== 'CREDIT') return { payments: amount > 0 ? [{ method: way, amount }] : [] };
    const [key] = must(CUSTOMERS[this.#random.weighted(WEIGHTS)]);
    const paid = this.#random.chance(0.3) ? Math.floor((amount * this.#random.whole(2, 6)) / 1000) * 100 : 0;
    return { payments: paid > 0 ? [{ method: 'CASH', amount: paid }] : [], customerId: `customer:${key}` };
  }

  /** Counts a ticket, or with `sign` -1 one that was cancelled. */
  sold(sale: Sale, sign: 1 | -1 = 1): void {
    for (const { payment, amount } of settlementOf(sale)) {
      if (payment === 'CREDIT') this.#owe(must(sale.customerId), sign * amount);
      else this.#till[payment] += sign * amount;
    }
    this.#last = sale._id;
  }

  /** Counts goods that came on account. */
  received({ quantity, unitCost = 0 }: Movement): void {
    this.#account += lineAmount(quantity, unitCost);
  }

  /** The drawer as the shop opens for the first time. */
  open(at: string): Closing {
    return this.#close(at, 0);
  }

  /** The payments, expenses and the closing of a day; `at`: an instant of one of its hours. */
  *ofDay(day: Day, at: (hour: number) => string): Generator<Cash | Closing> {
    const date = Number(day.slice(8));
    yield* this.#debtsPaid(day, date, at);
    if (this.#random.chance(0.4))
      yield this.#spend('TRANSPORT', this.#random.whole(2, 6) * 500, 'Taxi-bagages', at(10));
    if (this.#random.chance(0.15)) yield this.#spend('OTHER', this.#random.whole(1, 6) * 500, 'Sachets', at(15));
    if (date === 5) yield this.#spend('RENT', 75_000, 'Loyer du mois', at(11));
    if (date === 28) yield this.#spend('WAGES', 60_000, 'Vendeuse', at(18));
    if (date === 15) yield this.#spend('TAXES', 5000, 'Mairie', at(12));
    if (weekday(day) === 6 && this.#till.WAVE > 20_000)
      yield this.#move({ kind: 'OWNER_OUT', method: 'WAVE', amount: this.#till.WAVE - 10_000 }, at(19));
    if ((date === 10 || date === 25) && this.#account > 0)
      yield this.#move(
        { kind: 'SUPPLIER_PAYMENT', method: 'CASH', amount: this.#account, supplierId: ON_ACCOUNT },
        at(9),
      );
    // Rent and deliveries come to more than the drawer holds: the owner brings the rest.
    if (this.#till.CASH < FLOAT / 2)
      yield this.#move({ kind: 'OWNER_IN', method: 'CASH', amount: roundUp(FLOAT - this.#till.CASH, 10_000) }, at(20));
    const slip = this.#random.chance(0.25) ? this.#random.whole(-8, 6) * 50 : 0;
    yield this.#close(`${day}T23:30:00.000Z`, slip);
  }

  *#debtsPaid(day: Day, date: number, at: (hour: number) => string): Generator<Cash> {
    for (const [rank, [key, , , habit]] of CUSTOMERS.entries()) {
      const customerId = `customer:${key}` as const;
      const owed = this.#owed.get(customerId) ?? 0;
      const isDay =
        habit === 'WEEKLY'
          ? weekday(day) === rank % 7
          : habit === 'MONTHLY'
            ? date === 1 + (rank % 5)
            : this.#random.chance(0.02);
      if (owed <= 0 || !isDay) continue;
      const part = this.#random.chance(0.7) ? 1 : 0.5;
      const amount = part === 1 ? owed : Math.max(Math.floor((owed * part) / 500) * 500, Math.min(owed, 500));
      const method = this.#random.chance(0.35) ? 'WAVE' : 'CASH';
      yield this.#move({ kind: 'CUSTOMER_PAYMENT', method, amount, customerId }, at(9 + (rank % 10)));
    }
  }

  #owe(customer: string, amount: number): void {
    this.#owed.set(customer, (this.#owed.get(customer) ?? 0) + amount);
  }

  #spend(category: NonNullable<Cash['category']>, amount: number, label: string, at: string): Cash {
    return this.#move({ kind: 'EXPENSE', method: 'CASH', category, amount, label }, at);
  }

  #move(content: CashContent & { readonly method: Method }, at: string): Cash {
    const isIn = content.kind === 'CUSTOMER_PAYMENT' || content.kind === 'OWNER_IN';
    this.#till[content.method] += isIn ? content.amount : -content.amount;
    if (content.customerId) this.#owe(content.customerId, -content.amount);
    if (content.supplierId) this.#account -= content.amount;
    const cash = moveMoney(content, this.#recording('cash', at));
    this.#last = cash._id;
    return cash;
  }

  /** The drawer is `slip` FCFA off; what is above the float leaves it. */
  #close(at: string, slip: number): Closing {
    const expected = this.#till.CASH;
    const counted = Math.max(expected + slip, 0);
    const left = Math.min(counted, FLOAT);
    this.#till.CASH = left;
    const others = (['WAVE', 'ORANGE_MONEY'] as const).map((method) => {
      const amount = Math.max(this.#till[method], 0);
      return { method, expected: this.#till[method], counted: amount, left: amount };
    });
    const parts = [{ method: 'CASH' as const, expected, counted, left }, ...others];
    const seen = this.#last ? seenIn([{ eventId: this.#last, at }]) : undefined;
    return closeTill({ parts, seen }, this.#recording('closing', at));
  }
}
