import { createSubscriber } from 'svelte/reactivity';
import type { Replica, SyncStatus } from '../replica/types.ts';

/** The replica's status as Svelte state: whoever reads `current` is drawn again when it changes. */
export class ReactiveStatus {
  readonly #replica: Replica;
  readonly #subscribe: () => void;

  constructor(replica: Replica) {
    this.#replica = replica;
    this.#subscribe = createSubscriber((update) => replica.subscribe(update));
  }

  get current(): SyncStatus {
    this.#subscribe();
    return this.#replica.status;
  }
}
