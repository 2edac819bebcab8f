import type { PackedOutlook } from './packed-outlook.ts';

/** From a page to its own worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly name: string }
  /** Whether the outlook is to be kept up to date. */
  | { readonly kind: 'watch'; readonly isWatched: boolean }
  | { readonly kind: 'ask'; readonly id: number; readonly analysis: string; readonly args: unknown };

/** From the worker to its page. */
export type FromWorker =
  | { readonly kind: 'outlook'; readonly outlook: PackedOutlook }
  /** There is no outlook before the whole history has come. */
  | { readonly kind: 'history-coming' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
