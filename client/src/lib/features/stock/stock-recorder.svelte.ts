import {
  type Count,
  type CountContent,
  count,
  type Movement,
  type MovementContent,
  move,
  type Product,
  revise,
} from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';

/** What recording needs from the replica. */
export type StockReplica = Pick<Replica, 'put' | 'author' | 'newId'>;

/** Records what comes in, goes out or is counted. */
export class StockRecorder extends DocumentWriter {
  readonly #replica: StockReplica;
  readonly #timezone: () => string;

  constructor(replica: StockReplica, timezone: () => string) {
    super(replica);
    this.#replica = replica;
    this.#timezone = timezone;
  }

  /** Records a movement; with `newCost`, the product's purchase price changes in the same write. Null: it was not. */
  async movement(
    input: MovementContent,
    newCost?: { product: Product; purchasePrice: number },
  ): Promise<Movement | null> {
    const stored = await this.store((): [Movement, ...Product[]] => {
      const author = this.#replica.author();
      const id = this.#replica.newId('movement', author.at);
      const movement = move(input, { author, id, timezone: this.#timezone() });
      const revised = newCost && revise(newCost.product, { purchasePrice: newCost.purchasePrice }, author);
      return revised && revised !== newCost.product ? [movement, revised] : [movement];
    });
    return stored?.[0] ?? null;
  }

  /** Records what was counted, at this very moment. Null: it was not. */
  async count(input: CountContent): Promise<Count | null> {
    const stored = await this.store((): [Count] => {
      const author = this.#replica.author();
      const id = this.#replica.newId('count', author.at);
      return [count(input, { author, id, timezone: this.#timezone() })];
    });
    return stored?.[0] ?? null;
  }
}
