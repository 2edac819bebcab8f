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

/** Records what comes in, goes out or is counted. */
export class StockRecorder extends DocumentWriter {
  /** Records a movement; with `newCost`, the product's purchase price changes in the same write. Null: it was not. */
  async movement(
    input: MovementContent,
    newCost?: { product: Product; purchasePrice: number },
  ): Promise<Movement | null> {
    const stored = await this.store((): [Movement, ...Product[]] => {
      const recording = this.recording('movement');
      const movement = move(input, recording);
      const revised = newCost && revise(newCost.product, { purchasePrice: newCost.purchasePrice }, recording.author);
      return revised && revised !== newCost.product ? [movement, revised] : [movement];
    });
    return stored?.[0] ?? null;
  }

  /** Records what was counted, at this very moment. Null: it was not. */
  async count(input: CountContent): Promise<Count | null> {
    const stored = await this.store((): [Count] => [count(input, this.recording('count'))]);
    return stored?.[0] ?? null;
  }
}
