import type { Delivery, OnState } from './delivery.ts';

/** Where messages wait until a provider has taken them. */
export interface Outbox {
  /** Stores the deliveries, then tries those that are due; one whose id is already stored is left as it is. */
  enqueue(deliveries: readonly Delivery[]): Promise<void>;
  /** Who is told of new states. There is one listener; states that nobody heard are kept until there is. */
  onState(listener: OnState): void;
}
