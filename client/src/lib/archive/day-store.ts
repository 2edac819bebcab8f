import type { ShopDocument } from '@digiboost/domain/documents';
import type { Day } from '@digiboost/domain/shared/day';
import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { packText, unpackText } from './packed-text.ts';

/** What one day's events take here. */
interface StoredDay {
  readonly day: Day;
  readonly count: number;
  /** The events as JSON, packed: nothing that stands in one means anything to the storage. */
  readonly text: string;
}

interface Note {
  readonly id: string;
  readonly text: string;
}

/** A day with all its events. */
export interface DayOfEvents {
  readonly day: Day;
  readonly events: readonly ShopDocument[];
}

/** Brings the days of part number `index`; an empty list ends the bringing. */
export type BringDays = (index: number) => Promise<readonly DayOfEvents[]>;

const text = { type: 'string' } as const;

const DAYS: RxJsonSchema<StoredDay> = {
  version: 0,
  primaryKey: 'day',
  type: 'object',
  properties: { day: { type: 'string', maxLength: 10 }, count: { type: 'number' }, text },
  required: ['day', 'count', 'text'],
};

const NOTES: RxJsonSchema<Note> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 20 }, text },
  required: ['id', 'text'],
};

type Collections = { days: RxCollection<StoredDay>; notes: RxCollection<Note> };

/**
 * The archive's own database: whole days of events, each one document (its thousand events would be as many writes),
 * and notes about them.
 */
export class DayStore {
  readonly #database: RxDatabase<Collections>;

  private constructor(database: RxDatabase<Collections>) {
    this.#database = database;
  }

  static async open(name: string): Promise<DayStore> {
    const database = await createRxDatabase<Collections>({
      name,
      storage: getRxStorageDexie(),
      // Who writes holds a lock, and who reads opens it anew: nothing needs to be told between tabs.
      multiInstance: false,
      eventReduce: false,
    });
    await database.addCollections({ days: { schema: DAYS }, notes: { schema: NOTES } });
    return new DayStore(database);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /**
   * Stores what `bring` gives, part by part, by RxDB's replication: a part is brought while the one before is stored.
   * Each is written whole or not at all. Throws what went wrong with the storage; `bring` must not throw.
   */
  async pull(bring: BringDays): Promise<void> {
    const run = crypto.randomUUID();
    const faults: unknown[] = [];
    const replication = replicateRxCollection<StoredDay, { run: string; index: number }>({
      replicationIdentifier: 'months',
      collection: this.#database.collections.days,
      live: false,
      autoStart: false,
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      pull: {
        batchSize: 1,
        handler: async (checkpoint) => {
          // What an earlier run came to is told by the days that are there.
          const index = checkpoint?.run === run ? checkpoint.index : 0;
          const days = faults.length > 0 ? [] : await bring(index);
          const documents = await Promise.all(days.map(async (day) => ({ ...(await stored(day)), _deleted: false })));
          return { documents, checkpoint: { run, index: index + 1 } };
        },
      },
    });
    const watch = replication.error$.subscribe((fault) => faults.push(fault));
    try {
      await replication.start();
    } finally {
      watch.unsubscribe();
    }
    if (faults.length > 0) throw faults[0];
  }

  /** Which of `days` are here. */
  async held(days: readonly Day[]): Promise<Set<Day>> {
    return new Set((await this.#database.collections.days.findByIds([...days]).exec()).keys());
  }

  /** The days from..to that are here, the first first. */
  async days(from: Day, to: Day): Promise<DayOfEvents[]> {
    const found = await this.#between(from, to).exec();
    return Promise.all(
      found.map(async ({ day, text: packed }) => ({ day, events: JSON.parse(await unpackText(packed)) })),
    );
  }

  /** How many events the days from..to hold, and the room that they take, bytes. */
  async sizeOf(from: Day, to: Day): Promise<{ events: number; bytes: number }> {
    const found = await this.#between(from, to).exec();
    return found.reduce(
      (sum, { count, text: packed }) => ({ events: sum.events + count, bytes: sum.bytes + packed.length }),
      { events: 0, bytes: 0 },
    );
  }

  async put(days: readonly DayOfEvents[]): Promise<void> {
    const { error } = await this.#database.collections.days.bulkUpsert(await Promise.all(days.map(stored)));
    if (error[0]) throw new Error(`a day could not be stored: ${error[0].status}`);
  }

  /** Gives the room of the days from..to back. */
  async remove(from: Day, to: Day): Promise<void> {
    await this.#between(from, to).remove();
    await this.#database.collections.days.storageInstance.cleanup(0);
  }

  async note<T>(id: string): Promise<T | null> {
    const note = await this.#database.collections.notes.findOne(id).exec();
    return note ? (JSON.parse(note.text) as T) : null;
  }

  /** The notes whose ids begin with `prefix`, in their order. */
  async notes<T>(prefix: string): Promise<T[]> {
    const found = await this.#database.collections.notes
      .find({ selector: { id: { $gte: prefix, $lt: `${prefix}\uffff` } }, sort: [{ id: 'asc' }] })
      .exec();
    return found.map((note) => JSON.parse(note.text) as T);
  }

  async write(id: string, value: object): Promise<void> {
    await this.#database.collections.notes.upsert({ id, text: JSON.stringify(value) });
  }

  async forget(id: string): Promise<void> {
    await this.#database.collections.notes.findOne(id).remove();
  }

  #between(from: Day, to: Day) {
    return this.#database.collections.days.find({
      selector: { day: { $gte: from, $lte: to } },
      sort: [{ day: 'asc' }],
    });
  }
}

const stored = async ({ day, events }: DayOfEvents): Promise<StoredDay> => ({
  day,
  count: events.length,
  text: await packText(JSON.stringify(events)),
});
