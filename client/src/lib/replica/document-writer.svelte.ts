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
    if (this.saving) return false;
    this.saving = true;
    this.fault = null;
    try {
      const docs = await make();
      if (docs.some((doc) => documentFault({ ...doc }))) {
        this.fault = 'invalid-document';
        return false;
      }
      if (docs.length > 0) await this.#replica.put(docs);
      return true;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return false;
    } finally {
      this.saving = false;
    }
  }
}
