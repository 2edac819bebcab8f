import {
  type Movement,
  type Product,
  type ProductId,
  productId,
  revise,
  type Sale,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { type Agreement, agreement } from './agreement.ts';
import { countDocument, movementDocument, productDocument, saleDocument, voidDocument } from './documents.ts';
import { BAD_LINE, NO_FAULTS } from './flaky-fetch.ts';
import type { PhoneFigures } from './phone-figures.ts';
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
  /** Instead of figures in memory: those of the real read model. */
  figures?(): PhoneFigures;
}

export interface ConvergenceReport extends Agreement {
  /** Documents that a phone said were durable. */
  readonly acknowledged: number;
  readonly requests: number;
  readonly kills: number;
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
      ...(options.figures ? { figures: options.figures() } : {}),
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
    return {
      ...(await agreement(server, tenantId, phones, run.acknowledged)),
      acknowledged: run.acknowledged.length,
      requests: phones.reduce((sum, { network }) => sum + network.requests, 0),
      kills: run.kills,
    };
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
  kills = 0;

  constructor(phones: readonly TestPhone[], random: () => number) {
    this.#phones = phones;
    this.#random = random;
  }

  get acknowledged(): ShopDocument[] {
    return [...this.#acknowledged.values()];
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
    else await this.#kill(phone);
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
    const before = await this.#seqs();
    await pause(60);
    const after = await this.#seqs();
    const shown = await Promise.all(this.#phones.map(async (phone) => (await phone.figures.read()).localSeq));
    return (
      before.every((seq, index) => seq === after[index] && seq === shown[index]) &&
      this.#phones.every(({ status }) => status.pending === 0 && status.state === 'idle')
    );
  }

  #seqs(): Promise<number[]> {
    return Promise.all(this.#phones.map(async (phone) => Number((await phone.disk.info()).update_seq)));
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

  async #kill(phone: TestPhone): Promise<void> {
    this.kills += 1;
    await phone.kill();
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
