import { onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import {
  isLedgerEvent,
  type LedgerEvent,
  type Movement,
  type Product,
  type ProductId,
  productId,
  revise,
  type Sale,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { addTicket, type DayTotals, entriesOf, stockOnHand, ticketEffect } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { mergeVersions, sameContent } from '../conflict.ts';
import { Remote } from '../remote.ts';
import { countDocument, movementDocument, productDocument, saleDocument, voidDocument } from './documents.ts';
import { BAD_LINE, NO_FAULTS } from './flaky-fetch.ts';
import { pick, seeded } from './random.ts';
import { TestPhone, until } from './test-phone.ts';
import type { TestServer } from './test-server.ts';

export interface ConvergenceOptions {
  readonly server: TestServer;
  readonly tenantId: string;
  readonly seed: number;
  readonly phones: number;
  readonly steps: number;
  /** Whether the server is killed and started again in the middle. */
  readonly serverDies?: boolean;
}

export interface ConvergenceReport {
  /** Documents that a phone said were durable. */
  readonly acknowledged: number;
  /** Documents that the server holds. */
  readonly onServer: number;
  /** Acknowledged documents that the server or a phone lacks. */
  readonly lost: number;
  /** Events that were projected twice, or figures that count one twice. */
  readonly doubled: number;
  readonly requests: number;
  readonly kills: number;
  /** Sentences on what does not agree; empty when everything does. */
  readonly disagreements: readonly string[];
}

const KEYS = ['riz', 'huile', 'sucre', 'lait', 'savon', 'ciment'];
const PRODUCTS: readonly ProductId[] = KEYS.map(productId);

/**
 * Several phones sell, count, void and edit at random over a network that loses, cuts and repeats, and are killed in
 * between; at the end the network holds, and everything must agree with the domain applied to all documents.
 */
export async function converge(options: ConvergenceOptions): Promise<ConvergenceReport> {
  const { server, tenantId, seed } = options;
  const random = seeded(seed);
  const url = await server.createShop(tenantId);
  const phones = Array.from({ length: options.phones }, (_, index) => {
    const user = `user${index}`;
    return new TestPhone({
      url,
      device: `d${index}`,
      user,
      random: seeded(seed * 1000 + index),
      token: async () => server.token(tenantId, user),
    });
  });
  const run = new Run(phones, random);
  try {
    await run.open();
    for (const phone of phones) phone.network.faults = BAD_LINE;
    for (let step = 0; step < options.steps; step += 1) {
      await run.step();
      if (options.serverDies && step === Math.floor(options.steps / 2)) {
        await server.kill();
        await run.step();
        await server.restart();
      }
    }
    await run.calm();
    return await run.report(server, server.shopUrl(tenantId), tenantId);
  } finally {
    for (const phone of phones) await phone.stop();
  }
}

class Run {
  readonly #phones: readonly TestPhone[];
  readonly #random: () => number;
  readonly #acknowledged = new Map<ShopDocument['_id'], ShopDocument>();
  readonly #sales: Sale[] = [];
  readonly #movements: Movement[] = [];
  #kills = 0;

  constructor(phones: readonly TestPhone[], random: () => number) {
    this.#phones = phones;
    this.#random = random;
  }

  async open(): Promise<void> {
    const first = pick(this.#phones.slice(0, 1), this.#random);
    await first.start();
    await this.#put(first, ...KEYS.map((key) => productDocument(key, first.author())));
    await until(() => first.status.pending === 0);
    for (const phone of this.#phones.slice(1)) await phone.start();
  }

  /** One phone does one thing. */
  async step(): Promise<void> {
    const phone = pick(this.#phones, this.#random);
    if (!phone.isOn) await phone.start();
    const what = this.#random();
    if (what < 0.45) await this.#sell(phone);
    else if (what < 0.55) await this.#receive(phone);
    else if (what < 0.62) await this.#count(phone);
    else if (what < 0.7) await this.#void(phone);
    else if (what < 0.82) await this.#edit(phone);
    else if (what < 0.88) phone.network.disconnect();
    else if (what < 0.94) await this.#reconnect(phone);
    else this.#kill(phone);
    if (this.#random() < 0.5) await new Promise((resolve) => setTimeout(resolve, this.#random() * 15));
  }

  /** Every phone is on, on a good line, and has nothing left to exchange. */
  async calm(): Promise<void> {
    for (const phone of this.#phones) {
      phone.network.faults = NO_FAULTS;
      phone.network.connect();
      if (!phone.isOn) await phone.start();
      await phone.engine.syncNow();
    }
    await until(() => this.#quiet(), 60_000);
  }

  async #quiet(): Promise<boolean> {
    const seqs = await Promise.all(this.#phones.map(async (phone) => (await phone.disk.info()).update_seq));
    await pause(60);
    const later = await Promise.all(this.#phones.map(async (phone) => (await phone.disk.info()).update_seq));
    return (
      seqs.every((seq, index) => seq === later[index] && this.#phones[index]?.memoryProjector.held.localSeq === seq) &&
      this.#phones.every(({ status }) => status.pending === 0 && status.state === 'idle')
    );
  }

  async report(server: TestServer, url: string, tenantId: string): Promise<ConvergenceReport> {
    const rows = (await server.ask('GET', `${url}/_all_docs?include_docs=true&conflicts=true`)) as {
      rows: { id: string; doc: ShopDocument }[];
    };
    const docs = rows.rows.flatMap(({ id, doc }) => (id.startsWith('_design/') ? [] : [doc]));
    const held = new Set<string>(docs.map(({ _id }) => _id));
    const disagreements: string[] = [];
    let lost = 0;
    for (const id of this.#acknowledged.keys()) {
      if (!held.has(id)) {
        lost += 1;
        disagreements.push(`the server lacks ${id}`);
      }
    }
    const events = docs.filter(isLedgerEvent);
    const stock = stockOnHand(events.flatMap(entriesOf));
    const days = totalsOf(events);
    let doubled = 0;
    for (const [index, phone] of this.#phones.entries()) {
      const { memoryProjector: projector } = phone;
      const differs = (what: string, here: unknown, there: unknown) => {
        if (canonicalText(here) !== canonicalText(there)) {
          disagreements.push(`phone ${index}: ${what} ${canonicalText(here)} instead of ${canonicalText(there)}`);
          doubled += 1;
        }
      };
      differs('stock', withoutZeros(projector.stock()), withoutZeros(stock));
      differs('days', projector.days().filter(isBusy), days.filter(isBusy));
      for (const doc of docs) {
        if (isLedgerEvent(doc)) {
          if (!projector.held.events.has(doc._id) && !isArchived(doc)) {
            lost += 1;
            disagreements.push(`phone ${index} lacks ${doc._id}`);
          }
        } else {
          const { _conflicts, ...plain } = doc;
          const mine = projector.held.docs.get(doc._id);
          differs(doc._id, mine && { ...mine, _rev: '' }, { ...plain, _rev: '' });
        }
      }
    }
    await this.#compareViews(server, url, tenantId, stock, disagreements);
    await this.#compareConflicts(server, url, docs, disagreements);
    return {
      acknowledged: this.#acknowledged.size,
      onServer: docs.length,
      lost,
      doubled,
      requests: this.#phones.reduce((sum, { network }) => sum + network.requests, 0),
      kills: this.#kills,
      disagreements,
    };
  }

  async #compareViews(
    server: TestServer,
    url: string,
    tenantId: string,
    stock: ReadonlyMap<ProductId, number>,
    disagreements: string[],
  ): Promise<void> {
    const remote = new Remote({
      url,
      fetch,
      token: async () => server.token(tenantId, 'viewer', 'viewer'),
      now: Date.now,
      onAnswer: () => undefined,
      onTraffic: () => undefined,
    });
    const views = new Map([...(await onHand(remote.ask))].map(([id, { milli }]) => [id, fromMilli(milli)]));
    if (canonicalText(withoutZeros(views)) !== canonicalText(withoutZeros(stock))) {
      disagreements.push(`views: stock ${canonicalText(views)} instead of ${canonicalText(stock)}`);
    }
    const [tickets] = await remote.ask(ticketsByDayAndSettlement, [{}]);
    const sales = [...this.#acknowledged.values()].filter(({ type }) => type === 'sale').length;
    const voids = [...this.#acknowledged.values()].filter(
      (doc) => doc.type === 'void' && doc.original.type === 'sale',
    ).length;
    const counted = tickets?.rows[0]?.value[0] ?? 0;
    if (counted !== sales - voids) disagreements.push(`views: ${counted} tickets instead of ${sales - voids}`);
  }

  /** A losing version must bring nothing that the winner does not say already. */
  async #compareConflicts(
    server: TestServer,
    url: string,
    docs: readonly ShopDocument[],
    disagreements: string[],
  ): Promise<void> {
    for (const doc of docs) {
      if (doc.type !== 'product') continue;
      for (const rev of doc._conflicts ?? []) {
        const loser = (await server.ask('GET', `${url}/${encodeURIComponent(doc._id)}?rev=${rev}`)) as Product;
        if (!sameContent(mergeVersions(doc, [loser]), doc)) disagreements.push(`${doc._id}: ${rev} was not merged`);
      }
    }
  }

  async #put(phone: TestPhone, ...docs: ShopDocument[]): Promise<void> {
    await phone.put(...docs);
    for (const doc of docs) this.#acknowledged.set(doc._id, doc);
  }

  async #sell(phone: TestPhone): Promise<void> {
    const lines = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => ({
      product: pick(PRODUCTS, this.#random),
      quantity: Math.ceil(this.#random() * 40) / 8,
    }));
    const sale = saleDocument(phone, lines, { at: this.#time(phone), missed: this.#random() < 0.15 });
    await this.#put(phone, sale);
    this.#sales.push(sale);
  }

  async #receive(phone: TestPhone): Promise<void> {
    const type = pick(['ENTRY', 'EXIT', 'ADJUSTMENT'] as const, this.#random);
    const quantity = Math.ceil(this.#random() * 30);
    const movement = movementDocument(phone, pick(PRODUCTS, this.#random), type, quantity, this.#time(phone));
    await this.#put(phone, movement);
    this.#movements.push(movement);
  }

  async #count(phone: TestPhone): Promise<void> {
    const counted = Math.floor(this.#random() * 50);
    await this.#put(phone, countDocument(phone, pick(PRODUCTS, this.#random), counted, this.#time(phone)));
  }

  async #void(phone: TestPhone): Promise<void> {
    const all = [...this.#sales, ...this.#movements];
    if (all.length > 0) await this.#put(phone, voidDocument(phone, pick(all, this.#random)));
  }

  async #edit(phone: TestPhone): Promise<void> {
    const product = (await phone.engine.get(pick(PRODUCTS, this.#random))) as Product | null;
    if (!product) return;
    const changes = pick(
      [
        { salePrice: 100 + Math.floor(this.#random() * 900) },
        { minStock: Math.floor(this.#random() * 20) },
        { name: `Produit ${Math.floor(this.#random() * 100)}` },
        { isActive: this.#random() < 0.5 },
      ],
      this.#random,
    );
    await this.#put(phone, revise<Product>(product, changes, phone.author()));
  }

  async #reconnect(phone: TestPhone): Promise<void> {
    phone.network.connect();
    await phone.engine.syncNow();
  }

  #kill(phone: TestPhone): void {
    this.#kills += 1;
    phone.kill();
  }

  /** Mostly now; sometimes some days ago, even before the window. */
  #time(phone: TestPhone): string {
    const now = new Date(phone.now()).toISOString();
    const back = this.#random();
    if (back < 0.8) return now;
    const days = back < 0.95 ? Math.floor(this.#random() * 50) : 70 + Math.floor(this.#random() * 50);
    return `${addDays(now.slice(0, 10), -days)}${now.slice(10)}`;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function totalsOf(events: readonly LedgerEvent[]): DayTotals[] {
  const days = new Map<Day, DayTotals>();
  for (const event of events) {
    const effect = ticketEffect(event);
    if (effect) days.set(effect.day, addTicket(days.get(effect.day), effect));
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const isBusy = (day: DayTotals): boolean => day.tickets !== 0 || day.missedTickets !== 0;
const withoutZeros = (stock: ReadonlyMap<ProductId, number>) => new Map([...stock].filter(([, units]) => units !== 0));
/** Only a phone that was there when it arrived holds an event of before the window. */
const isArchived = (event: LedgerEvent): boolean => {
  const at = event.type === 'void' ? event.original.at : event.at;
  return at < `${addDays(new Date().toISOString().slice(0, 10), -60)}T`;
};

function canonicalText(value: unknown): string {
  if (value instanceof Map) return canonicalText(Object.fromEntries(value));
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${name}:${canonicalText(inner)}`).join()}}`;
}
