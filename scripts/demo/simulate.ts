import {
  type Author,
  type Count,
  count,
  deliver,
  type Movement,
  miss,
  move,
  type OrderId,
  type Payment,
  type Sale,
  type SaleLine,
  type ShopDocument,
  supplierId,
  type TimedType,
  ticketAmount,
  timedId,
  type Void,
  voidOf,
} from '@digiboost/domain/documents';
import { addDays, type Day, daysBetween } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { DEMO_SUPPLIERS } from './catalogue.ts';
import { MoneyLife, ON_ACCOUNT } from './money-life.ts';
import { OrderBook } from './order-book.ts';
import { cartonOf } from './papers.ts';
import { Random } from './random.ts';
import { ownLinesPerDay, paceOf, type Scenario } from './scenario.ts';
import { roundUp, type Shelf, shelvesOf } from './shelf.ts';
import { busyness, HOUR_SUMS, runningSums } from './traffic.ts';

/**
 * The shop's life, day by day: opening counts, tickets, missed sales, receptions, losses, counts, voids; then its
 * orders.
 */
export function* historyOf(scenario: Scenario): Generator<ShopDocument[]> {
  yield* new Simulation(scenario).days();
}

/** How many of those who could take a whole carton do. */
const WHOLE_CARTON = 0.008;

/** How tickets are paid: mostly in cash, a few on account. */
const WAYS: readonly Payment[] = ['CASH', 'WAVE', 'ORANGE_MONEY', 'CREDIT'];

class Simulation {
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #shelves: Shelf[];
  readonly #demandSums: number[];
  readonly #linesPerDay: number;
  readonly #book: OrderBook;
  readonly #money: MoneyLife;
  #number = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#random = new Random(scenario.seed);
    this.#book = new OrderBook(scenario.author, scenario.until);
    this.#money = new MoneyLife(scenario.seed + 1, (type, at) => this.#recording(type, at));
    const pace = paceOf(scenario);
    this.#linesPerDay = ownLinesPerDay(scenario.products) * pace;
    this.#shelves = shelvesOf(scenario, pace);
    this.#demandSums = runningSums(this.#shelves.map((shelf) => shelf.perDay / shelf.demo.basket));
  }

  *days(): Generator<ShopDocument[]> {
    const { from, to, until } = this.#scenario;
    const opening = `${from}T07:00:00.000Z`;
    yield this.#shelves.map((shelf) => this.#count(shelf, opening, 'Stock de départ'));
    yield [this.#money.open(opening)];
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const events = [
        ...this.#receptions(day),
        ...this.#tickets(day),
        ...this.#surprises(day),
        ...this.#money.ofDay(day, (hour) => `${day}T${String(hour).padStart(2, '0')}:30:00.000Z`),
      ];
      yield events.filter((event) => this.#instantOf(event) <= until);
      this.#order(day);
    }
    yield this.#book.all();
  }

  #instantOf(event: ShopDocument): string {
    return event.type === 'void' ? event.createdAt : 'at' in event ? event.at : '';
  }

  #author(at: string): Author {
    return { ...this.#scenario.author, at };
  }

  #recording<T extends TimedType>(type: T, at: string) {
    this.#number += 1;
    const author = this.#author(at);
    return { id: timedId(type, at, author.deviceId, this.#number.toString(36)), author };
  }

  #count(shelf: Shelf, at: string, reason: string): Count {
    const counted = Math.max(0, milli(shelf.stock));
    shelf.stock = counted;
    return count({ productId: shelf.id, counted, reason }, this.#recording('count', at));
  }

  #movement(
    shelf: Shelf,
    at: string,
    movementType: 'ENTRY' | 'EXIT',
    quantity: number,
    reason: string,
    orderId?: OrderId,
  ): Movement {
    shelf.stock = milli(shelf.stock + (movementType === 'ENTRY' ? quantity : -quantity));
    const from = supplierId(shelf.demo.supplier);
    const entry =
      movementType === 'ENTRY'
        ? {
            unitCost: shelf.demo.purchasePrice,
            supplierId: from,
            ...(from === ON_ACCOUNT ? { onAccount: true as const } : {}),
            ...(shelf.demo.shelfDays ? { expiresOn: addDays(at.slice(0, 10), shelf.demo.shelfDays) } : {}),
          }
        : {};
    const content = { productId: shelf.id, movementType, quantity, reason, ...entry, orderId };
    return move(content, this.#recording('movement', at));
  }

  *#receptions(day: Day): Generator<Movement> {
    for (const shelf of this.#shelves) {
      if (shelf.arriving?.day !== day) continue;
      const { units, orderId } = shelf.arriving;
      shelf.arriving = null;
      const entry = this.#movement(shelf, this.#at(day, 7), 'ENTRY', units, 'Livraison', orderId);
      this.#book.receive(entry);
      if (entry.onAccount) this.#money.received(entry);
      yield entry;
    }
  }

  *#tickets(day: Day): Generator<Sale | Void> {
    const busy = busyness(day);
    const perTicket = 2.4;
    const tickets = this.#random.poisson((this.#linesPerDay * busy) / perTicket);
    const times = Array.from({ length: tickets }, () => this.#at(day, 8 + this.#random.weighted(HOUR_SUMS))).sort();
    for (const at of times) yield* this.#ticket(day, at, perTicket);
  }

  *#ticket(day: Day, at: string, perTicket: number): Generator<Sale | Void> {
    const served: SaleLine[] = [];
    const missed: SaleLine[] = [];
    const wanted = 1 + this.#random.poisson(perTicket - 1);
    for (let line = 0; line < wanted; line++) {
      const shelf = must(this.#shelves[this.#random.weighted(this.#demandSums)]);
      if (day >= shelf.outOfFashion) continue;
      const step = Math.min(shelf.demo.basket, 1);
      const quantity = milli(
        Math.max(step, Math.round((shelf.demo.basket * (0.5 + this.#random.next())) / step) * step),
      );
      if (served.some((l) => l.productId === shelf.id) || missed.some((l) => l.productId === shelf.id)) continue;
      const saleLine = { productId: shelf.id, quantity, unitPrice: shelf.demo.salePrice };
      const carton = cartonOf(shelf.demo);
      if (carton && shelf.stock >= carton.factor && this.#random.chance(WHOLE_CARTON)) {
        shelf.stock = milli(shelf.stock - carton.factor);
        const { name, factor, salePrice: unitPrice } = carton;
        served.push({ productId: shelf.id, quantity: factor, unitPrice, unit: { name, factor, count: 1 } });
      } else if (shelf.stock >= quantity) {
        shelf.stock = milli(shelf.stock - quantity);
        served.push(saleLine);
      } else if (this.#random.chance(0.6)) missed.push(saleLine); // the seller does not note every refusal
    }
    if (missed.length > 0) yield miss({ lines: missed }, this.#recording('sale', at));
    if (served.length === 0) return;
    const paid = this.#money.settle(ticketAmount({ lines: served }), this.#payment());
    const sale = deliver({ lines: served, ...paid }, this.#recording('sale', at));
    this.#money.sold(sale);
    yield sale;
    if (this.#random.chance(0.006)) yield this.#void(sale);
  }

  #void(sale: Sale): Void {
    for (const line of sale.lines) {
      const shelf = must(this.#shelves.find((s) => s.id === line.productId));
      shelf.stock = milli(shelf.stock + line.quantity);
    }
    this.#money.sold(sale, -1);
    const at = new Date(Date.parse(sale.at) + 120_000).toISOString();
    return voidOf(sale, this.#author(at), 'Erreur de saisie');
  }

  #payment(): Payment {
    return must(WAYS[this.#random.weighted([62, 84, 94, 100])]);
  }

  /** Now and then something breaks or spoils; once a month the shelf is counted at closing time. */
  *#surprises(day: Day): Generator<Movement | Count> {
    for (const [rank, shelf] of this.#shelves.entries()) {
      if (this.#random.chance(0.004) && shelf.stock >= 2)
        yield this.#movement(shelf, this.#at(day, 22), 'EXIT', 1, 'Casse ou perte');
      if (daysBetween(this.#scenario.from, day) % 30 === 29 - (rank % 3)) {
        if (this.#random.chance(0.2) && shelf.stock >= 1) shelf.stock = milli(shelf.stock - 1);
        yield this.#count(shelf, this.#at(day, 23), 'Inventaire du mois');
      }
    }
  }

  /** The manager orders what runs low, sometimes late; now and then a supplier has none for a week. */
  #order(day: Day): void {
    const ordered: Shelf[] = [];
    for (const shelf of this.#shelves) {
      // More often towards the end, so that the shop opens with ruptures to look at.
      const ending = daysBetween(day, this.#scenario.to) <= 16;
      if (this.#random.chance(ending ? 0.02 : 0.006)) shelf.droughtUntil = addDays(day, this.#random.whole(7, 16));
      if (shelf.arriving || day < shelf.droughtUntil || day >= shelf.outOfFashion) continue;
      const lead = must(DEMO_SUPPLIERS[shelf.demo.supplier]).leadTimeDays;
      if (shelf.stock > shelf.perDay * (lead + 1.5) || !this.#random.chance(0.75)) continue;
      const units = roundUp(shelf.perDay * (lead + shelf.coverDays), shelf.demo.packSize);
      shelf.arriving = { day: addDays(day, lead + this.#random.whole(0, 3)), units };
      ordered.push(shelf);
    }
    const { to, orderDays = 0 } = this.#scenario;
    if (daysBetween(day, to) < orderDays) this.#send(day, ordered);
  }

  /** Writes down what was ordered today, an order for each supplier. */
  #send(day: Day, ordered: readonly Shelf[]): void {
    for (const [key, { leadTimeDays }] of Object.entries(DEMO_SUPPLIERS)) {
      const own = ordered.filter(({ demo }) => demo.supplier === key);
      const lines = own.map(({ id, demo, arriving }) => ({
        productId: id,
        quantity: must(arriving).units,
        unitCost: demo.purchasePrice,
      }));
      const orderId = this.#book.send(day, supplierId(key), lines, leadTimeDays);
      for (const { arriving } of own) if (arriving && orderId) arriving.orderId = orderId;
    }
  }

  #at(day: Day, hour: number): string {
    const ms = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000 + this.#random.whole(0, 3_599_999);
    return new Date(ms).toISOString();
  }
}

const milli = (units: number): number => Math.round(units * 1000) / 1000;
