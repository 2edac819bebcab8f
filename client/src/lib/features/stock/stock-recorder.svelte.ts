import {
  type Count,
  documentFault,
  type Movement,
  type Product,
  revise,
  type ShopDocument,
} from '@digiboost/domain/documents';
import type { Replica, ReplicaErrorCode } from '../../replica/types.ts';
import { writeFaultOf } from '../../replica/write-fault.ts';
import { countNow, type MovementInput, movementNow } from './ledger-documents.ts';

/** What recording needs from the replica. */
export type StockReplica = Pick<Replica, 'put' | 'author' | 'newId'>;

/** Records what comes in, goes out or is counted; one write at a time, however often a button is pressed. */
export class StockRecorder {
  saving = $state(false);
  fault = $state<ReplicaErrorCode | null>(null);
  readonly #replica: StockReplica;
  readonly #timezone: () => string;

  constructor(replica: StockReplica, timezone: () => string) {
    this.#replica = replica;
    this.#timezone = timezone;
  }

  /** Records a movement; with `newCost`, the product's purchase price changes in the same write. Null: it was not. */
  async movement(
    input: MovementInput,
    newCost?: { product: Product; purchasePrice: number },
  ): Promise<Movement | null> {
    return this.#write(() => {
      const author = this.#replica.author();
      const id = this.#replica.newId('movement', author.at);
      const movement = movementNow(input, { author, id, timezone: this.#timezone() });
      const revised = newCost && revise(newCost.product, { purchasePrice: newCost.purchasePrice }, author);
      return { event: movement, others: revised && revised !== newCost.product ? [revised] : [] };
    });
  }

  /** Records what was counted, at this very moment. Null: it was not. */
  async count(input: { productId: Product['_id']; counted: number; reason?: string }): Promise<Count | null> {
    return this.#write(() => {
      const author = this.#replica.author();
      const id = this.#replica.newId('count', author.at);
      return { event: countNow(input, { author, id, timezone: this.#timezone() }), others: [] };
    });
  }

  async #write<E extends Movement | Count>(
    make: () => { event: E; others: readonly ShopDocument[] },
  ): Promise<E | null> {
    if (this.saving) return null;
    this.saving = true;
    this.fault = null;
    try {
      const { event, others } = make();
      const docs = [event, ...others];
      if (docs.some((doc) => documentFault({ ...doc }))) {
        this.fault = 'invalid-document';
        return null;
      }
      await this.#replica.put(docs);
      return event;
    } catch (error) {
      this.fault = writeFaultOf(error);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
