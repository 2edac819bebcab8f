import type { Instant } from '@digiboost/domain/shared/day';
import type { InsightClient } from './insight-client.ts';
import type { Analyses, ShopInsight, ShopOutlook } from './shop-insight.ts';

export interface LiveInsightContext {
  /** The tenant's id. */
  readonly name: string;
  /** The shop's time as the replica knows it, whatever the phone's clock says. */
  now(): Instant;
  /** Resolves once the first figures are on the screen: nothing is loaded for the outlook before. */
  painted(): Promise<void>;
  /** How the way to the worker is loaded. */
  readonly load?: () => Promise<Pick<typeof import('./insight-client.ts'), 'InsightClient'>>;
}

/** The shop's analyses in this tab. What they need is loaded when somebody first watches or asks. */
export class LiveInsight implements ShopInsight {
  readonly #context: LiveInsightContext;
  #outlook = $state.raw<ShopOutlook | null>(null);
  #isHistoryComing = $state(false);
  #revision = $state(0);
  #opening: Promise<InsightClient> | null = null;
  #watchers = 0;
  #isClosed = false;

  constructor(context: LiveInsightContext) {
    this.#context = context;
  }

  get outlook(): ShopOutlook | null {
    return this.#outlook;
  }

  get isHistoryComing(): boolean {
    return this.#isHistoryComing;
  }

  get revision(): number {
    return this.#revision;
  }

  watch(): () => void {
    this.#watchers += 1;
    // Not loaded without a network: whoever watches or asks next tries again.
    if (this.#watchers === 1) void this.#keep().catch(() => undefined);
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) void this.#opening?.then((client) => client.watch(this.#watchers > 0));
    };
  }

  async ask<K extends keyof Analyses>(name: K, args: Analyses[K]['args']): Promise<Analyses[K]['result']> {
    return (await (await this.#client()).ask(name, args)) as Analyses[K]['result'];
  }

  /** The time may have been put right: the analyses go by it too. */
  followTime(): void {
    void this.#opening?.then((client) => client.followTime());
  }

  close(): void {
    this.#isClosed = true;
    void this.#opening?.then((client) => client.close());
  }

  async #keep(): Promise<void> {
    if (!this.#opening) await this.#context.painted();
    if (this.#watchers === 0 || this.#isClosed) return;
    const client = await this.#client();
    if (!this.#outlook) {
      const last = await client.last();
      // One that has been made meanwhile knows better.
      this.#outlook ??= last;
    }
    if (this.#watchers > 0 && !this.#isClosed) client.watch(true);
  }

  #client(): Promise<InsightClient> {
    const load = this.#context.load ?? (() => import('./insight-client.ts'));
    this.#opening ??= load().then(
      ({ InsightClient }) =>
        new InsightClient(this.#context.name, {
          now: () => this.#context.now(),
          onOutlook: (outlook) => {
            this.#isHistoryComing = !outlook;
            // What was made of the whole history says more than nothing.
            this.#outlook = outlook ?? this.#outlook;
          },
          onChange: () => {
            this.#revision += 1;
          },
        }),
      (error: unknown) => {
        // Without a network and not yet kept: the next question tries again.
        this.#opening = null;
        throw error;
      },
    );
    return this.#opening;
  }
}
