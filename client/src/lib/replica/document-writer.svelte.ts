import {
  type Beyond,
  documentFault,
  type MutableDocument,
  type Recording,
  revise,
  type ShopDocument,
  type TimedType,
} from '@digiboost/domain/documents';
import { sameContent } from './store/conflict.ts';
import type { Replica, ReplicaErrorCode } from './types.ts';
import { writeFaultOf } from './write-fault.ts';

/** The part of the replica that a screen's controller writes with. */
export type WritingReplica = Pick<Replica, 'put' | 'approved' | 'get' | 'author' | 'newId' | 'newKey'>;

/** What a screen's controller writes with: one write at a time, however often a button is pressed. */
export class DocumentWriter {
  saving = $state(false);
  /** Why the last write did not happen. */
  fault = $state<ReplicaErrorCode | null>(null);
  protected readonly replica: WritingReplica;
  readonly #timezone: () => string | undefined;

  /** `timezone`: the shop's, for whoever records events. */
  constructor(replica: WritingReplica, timezone: () => string | undefined = () => undefined) {
    this.replica = replica;
    this.#timezone = timezone;
  }

  /** Changes fields of `doc`; true once durable on this phone. */
  revise<D extends MutableDocument>(doc: D, changes: { [K in keyof D]?: D[K] | undefined }): Promise<boolean> {
    return this.write(() => [revise(doc, changes, this.replica.author())]);
  }

  protected get timezone(): string | undefined {
    return this.#timezone();
  }

  /** Under what an event of `type` is recorded now. */
  protected recording<T extends TimedType>(type: T, author = this.replica.author()): Recording<`${T}:${string}`> {
    return { author, id: this.replica.newId(type, author.at), timezone: this.timezone };
  }

  /**
   * Stores what `make` gives, all or nothing; true once durable on this phone, false while another write is under way.
   */
  protected async write(make: () => readonly ShopDocument[] | Promise<readonly ShopDocument[]>): Promise<boolean> {
    return (await this.store(make)) !== null;
  }

  /** The same, for whoever asks what was stored: null when nothing was. `also`: what of it needs somebody's word. */
  protected async store<D extends readonly ShopDocument[]>(
    make: () => D | Promise<D>,
    also: readonly Beyond[] = [],
  ): Promise<D | null> {
    if (this.saving) return null;
    this.saving = true;
    this.fault = null;
    try {
      const docs = await make();
      return (await this.put(docs, also)) ? docs : null;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return null;
    } finally {
      this.saving = false;
    }
  }

  /** Stores what was `made` beside whatever else is being written; true once durable, else `fault` says why not. */
  protected async put(made: readonly ShopDocument[], also: readonly Beyond[] = []): Promise<boolean> {
    if (made.some((doc) => documentFault({ ...doc }))) {
      this.fault = 'invalid-document';
      return false;
    }
    let docs = made;
    try {
      docs = (await this.replica.approved?.(made, also)) ?? made;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return false;
    }
    try {
      if (docs.length > 0) await this.replica.put(docs);
      return true;
    } catch (error) {
      // The answer may have been lost on its way from the worker, not what was written.
      if (await this.#areHeld(docs)) return true;
      this.fault = writeFaultOf(error);
      return false;
    }
  }

  async #areHeld(docs: readonly ShopDocument[]): Promise<boolean> {
    // What cannot be read is not known to be held: the fault of the write is told.
    const held = await Promise.all(docs.map(({ _id }) => this.replica.get(_id).catch(() => null)));
    return held.every((one, index) => {
      const doc = docs[index];
      return one !== null && doc !== undefined && sameContent(one, doc);
    });
  }
}
