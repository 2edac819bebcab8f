import type { ShopOutlook } from '@digiboost/domain/shop';
import type { Analyses } from './analyses/index.ts';

export type { ProductOutlook, ShopOutlook } from '@digiboost/domain/shop';
export type { Analyses } from './analyses/index.ts';

/** The shop's analyses, computed beside the page: `const insight = getInsight()` in a screen. */
export interface ShopInsight {
  /** The shop's outlook; null until the first is made or read back. Kept up to date while somebody watches. */
  readonly outlook: ShopOutlook | null;
  /** The outlook waits: what products did on older days is still to come to this phone. */
  readonly isHistoryComing: boolean;
  /** Grows with every change of the shop that the analyses have heard of: read it to ask again. */
  readonly revision: number;
  /** Call in an $effect; returns what ends it. */
  watch(): () => void;
  /**
   * One named analysis of the projections as they are now. Rejects when the phone could not compute it.
   */
  ask<K extends keyof Analyses>(name: K, args: Analyses[K]['args']): Promise<Analyses[K]['result']>;
}
