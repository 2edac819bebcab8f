import { EventEmitter } from 'node:events';

/** What happened to a database. */
export type UpdateType = 'created' | 'updated' | 'deleted';

/** One row of `_db_updates`. */
export interface DatabaseUpdate {
  db_name: string;
  type: UpdateType;
  seq: number;
}

/**
 * The latest event of each database, in order. Sequences begin at the start time in microseconds, so that after a
 * restart they are above those already handed out, and a reader that continues from an older one sees every database.
 */
export class DatabaseUpdates {
  readonly #latest = new Map<string, DatabaseUpdate>();
  readonly #events = new EventEmitter().setMaxListeners(0);
  #seq = Date.now() * 1000;

  constructor(names: readonly string[]) {
    for (const name of names) this.add(name, 'updated');
  }

  get seq(): number {
    return this.#seq;
  }

  add(name: string, type: UpdateType): void {
    this.#seq += 1;
    this.#latest.delete(name);
    this.#latest.set(name, { db_name: name, type, seq: this.#seq });
    this.#events.emit('event', 'change');
  }

  /** The events after a sequence, oldest first. */
  since(seq: number): DatabaseUpdate[] {
    return [...this.#latest.values()].filter((update) => update.seq > seq);
  }

  listen(onEvent: (event: 'change' | 'end') => void): () => void {
    this.#events.on('event', onEvent);
    return () => {
      this.#events.off('event', onEvent);
    };
  }

  close(): void {
    this.#events.emit('event', 'end');
  }
}
