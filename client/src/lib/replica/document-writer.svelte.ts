import { documentFault, type ShopDocument } from '@digiboost/domain/documents';
import type { Replica, ReplicaErrorCode } from './types.ts';
import { writeFaultOf } from './write-fault.ts';

/** What a screen's controller writes with: one write at a time, however often a button is pressed. */
export class DocumentWriter {
  saving = $state(false);
  /** Why the last write did not happen. */
  fault = $state<ReplicaErrorCode | null>(null);
  readonly #replica: Pick<Replica, 'put'>;

  constructor(replica: Pick<Replica, 'put'>) {
    this.#replica = replica;
  }

  /** Stores what `make` gives, all or nothing; true once durable on this phone, false while another write is under way. */
  protected async write(make: () => readonly ShopDocument[] | Promise<readonly ShopDocument[]>): Promise<boolean> {
    return (await this.store(make)) !== null;
  }

  /** The same, for whoever asks what was stored: null when nothing was. */
  protected async store<D extends readonly ShopDocument[]>(make: () => D | Promise<D>): Promise<D | null> {
    if (this.saving) return null;
    this.saving = true;
    this.fault = null;
    try {
      const docs = await make();
      if (docs.some((doc) => documentFault({ ...doc }))) {
        this.fault = 'invalid-document';
        return null;
      }
      if (docs.length > 0) await this.#replica.put(docs);
      return docs;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
