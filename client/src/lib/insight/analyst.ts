import type { Instant } from '@digiboost/domain/shared/day';
import { ForecastBook } from '@digiboost/domain/shop';
import type { Notice } from '../model/notices.ts';
import { ANALYSES } from './analyses/index.ts';
import type { OutlookStore } from './outlook-store.ts';
import { type PackedOutlook, packOutlook, unpackOutlook } from './packed-outlook.ts';
import type { ShopData } from './shop-data.ts';
import { ShopSource } from './shop-source.ts';

export interface AnalystContext {
  /** The tenant's id. */
  readonly name: string;
  readonly store: Pick<OutlookStore, 'read' | 'write'>;
  now(): Instant;
  /**
   * Called with every new outlook; with null while a part of the history is still to come: it would say wrong things.
   */
  onOutlook(outlook: PackedOutlook | null): void;
  /** Called when something changed that an analysis could see. */
  onChange(): void;
  report(error: unknown): void;
  /** ms from a change to the outlook that knows it. */
  readonly settleMs?: number;
  /** ms after a forecast that took `costMs` until the next one of the same day. */
  restMs?(costMs: number): number;
}

/** Several changes at once, such as the lines of a delivery, make one outlook. */
const SETTLE_MS = 1_000;
/** Counting a whole shelf rewrites the past at each count: forecasting has at most a twentieth of the time. */
const restMs = (costMs: number): number => Math.max(15_000, 20 * costMs);
/** An outlook that differs in stock only is stored this often at most: the next start makes it again anyway. */
const STORE_EVERY_MS = 60_000;

type Analysis = (shop: ShopData, args: unknown) => unknown;

/** Answers analyses of one shop, and keeps its outlook up to date while it is watched. */
export class Analyst {
  readonly #context: AnalystContext;
  readonly #source: ShopSource;
  readonly #forecasts = new ForecastBook();
  #restoring: Promise<void> | null = null;
  /** When demand may be forecast again. */
  #restedAt = Number.NEGATIVE_INFINITY;
  #isWatched = false;
  /** Something changed since the last outlook. */
  #isStale = true;
  #today = '';
  #storedAt = Number.NEGATIVE_INFINITY;
  #making: Promise<void> | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Who asked and hears of the next change. */
  readonly #waiting: (() => void)[] = [];

  constructor(context: AnalystContext) {
    this.#context = context;
    this.#source = new ShopSource(context.name, () => context.now());
  }

  /** What the projector tells. */
  receive(notice: Notice): void {
    if (!this.#source.receive(notice)) return;
    for (const tell of this.#waiting.splice(0)) tell();
    this.#context.onChange();
    this.#isStale = true;
    if (this.#isWatched) this.#settle();
  }

  /** Keeps the outlook up to date from now on, or no longer. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    clearTimeout(this.#settling);
    clearTimeout(this.#resting);
    this.#settling = undefined;
    if (!isWatched) return;
    this.#make();
  }

  /**
   * The answer of the analysis `name` to `args`, of the shop as it is stored now. On a new phone it comes once its
   * first copy is there.
   */
  async ask(name: string, args: unknown): Promise<unknown> {
    const analysis = (ANALYSES as Readonly<Record<string, Analysis>>)[name];
    if (!analysis) throw new Error(`There is no analysis ${name}.`);
    await this.#restore();
    return analysis(await this.#copy(), args);
  }

  async #copy(): Promise<ShopData> {
    for (;;) {
      const told = new Promise<void>((resolve) => this.#waiting.push(resolve));
      const shop = await this.#source.fresh();
      if (shop) return shop;
      await told;
    }
  }

  close(): void {
    this.watch(false);
    this.#source.close();
  }

  #settle(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#make();
    }, this.#context.settleMs ?? SETTLE_MS);
  }

  /** Makes the forecasts that were put off once they may be made. */
  #makeWhenRested(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#isStale = true;
      this.#make();
    }, this.#restedAt - performance.now());
  }

  /** The time was told: makes the outlook anew when it is kept up to date and today is another day. */
  checkDay(): void {
    if (!this.#isWatched) return;
    void this.#source.fresh().then(
      (shop) => {
        if (shop && shop.today !== this.#today) {
          this.#isStale = true;
          this.#make();
        }
      },
      (error: unknown) => this.#context.report(error),
    );
  }

  #make(): void {
    this.#making ??= this.#makeAll()
      .catch((error: unknown) => this.#context.report(error))
      .finally(() => {
        this.#making = null;
      });
  }

  async #makeAll(): Promise<void> {
    while (this.#isStale && this.#isWatched) {
      this.#isStale = false;
      try {
        await this.#makeOnce();
      } catch (error) {
        this.#isStale = true;
        throw error;
      }
    }
  }

  async #makeOnce(): Promise<void> {
    const shop = await this.#source.fresh();
    // Nothing of the past is here yet, or not all of it.
    if (!shop) return this.#context.onOutlook(null);
    this.#today = shop.today;
    if (shop.isPartial) {
      this.#context.onOutlook(null);
      return;
    }
    await this.#restore();
    const start = performance.now();
    const { outlook, demandKey, isForecast, isBehind } = this.#forecasts.make(shop, start >= this.#restedAt);
    if (isForecast) {
      const end = performance.now();
      this.#restedAt = end + (this.#context.restMs ?? restMs)(end - start);
    }
    this.#source.outlook = outlook;
    const packed = packOutlook(outlook, demandKey);
    this.#context.onOutlook(packed);
    // What was asked meanwhile is answered before the longer part begins.
    await new Promise((resolve) => setTimeout(resolve));
    const tested = isBehind ? null : this.#forecasts.testOnPast();
    const whole = tested ? { ...packed, ...tested } : packed;
    if (tested) this.#context.onOutlook(whole);
    if (isBehind && this.#isWatched) this.#makeWhenRested();
    const now = performance.now();
    if (!isForecast && !tested && now - this.#storedAt < STORE_EVERY_MS) return;
    this.#storedAt = now;
    // It is only shown sooner next time.
    await this.#context.store.write(whole).catch((error: unknown) => this.#context.report(error));
  }

  /** Starts from the last outlook of an earlier time; without one it is only made later. */
  #restore(): Promise<void> {
    this.#restoring ??= this.#context.store.read().then(
      (last) => {
        if (!last) return;
        const outlook = unpackOutlook(last);
        this.#forecasts.restore(outlook, last.demandKey);
        this.#source.outlook ??= outlook;
      },
      (error: unknown) => this.#context.report(error),
    );
    return this.#restoring;
  }
}
