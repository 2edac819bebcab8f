import { type Movement, type Order, type OrderLine, type Product, revise, voidOf } from '@digiboost/domain/documents';
import {
  cancel,
  closeRest,
  type ReceivedAgain,
  receive,
  send,
  withConfirmed,
  withLines,
  withVoidedReception,
} from '@digiboost/domain/purchase';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import { ReplicaError } from '../../replica/types.ts';
import type { DeliveredLine } from './receipt-form.svelte.ts';

/** Records what happens to an order. Each is true once durable. */
export class OrderRecorder extends DocumentWriter {
  /** Marks a draft, with its lines and note as typed, as sent today, to be delivered after `leadTimeDays`. */
  send(order: Order, lines: readonly OrderLine[], note: string, leadTimeDays: number): Promise<boolean> {
    return this.write(() => {
      const author = this.replica.author();
      const edited = revise(withLines(order, lines, author), { note: note.trim() || undefined }, author);
      const today = businessDay(author.at, this.timezone);
      return [send(edited, addDays(today, Math.ceil(leadTimeDays)), author)];
    });
  }

  cancel(order: Order): Promise<boolean> {
    return this.write(() => [cancel(order, this.replica.author())]);
  }

  closeRest(order: Order): Promise<boolean> {
    return this.write(() => [closeRest(order, this.replica.author())]);
  }

  /**
   * Puts what came in stock and writes it down in the order; `newCosts` become the purchase prices of those products.
   * `onAccount`: it is paid later.
   */
  receive(
    order: Order,
    delivered: readonly DeliveredLine[],
    newCosts: readonly Product[],
    onAccount = false,
  ): Promise<boolean> {
    return this.write(() => {
      const author = this.replica.author();
      const lines = delivered
        .filter(({ quantity }) => quantity > 0)
        .map((line) => ({ ...line, movementId: this.replica.newId('movement', author.at) }));
      const receipt = receive(order, lines, author, { timezone: this.timezone, onAccount });
      const costs = new Map(lines.map(({ productId, unitCost }) => [productId, unitCost]));
      const products = newCosts.flatMap((product) => {
        const cost = costs.get(product._id);
        return cost === undefined || cost === product.purchasePrice
          ? []
          : [revise(product, { purchasePrice: cost }, author)];
      });
      return [receipt.order, ...receipt.movements, ...products];
    });
  }

  /** Takes back what was written down again: those goods leave the stock, the others of the delivery stay. */
  takeBack(order: Order, { receptions }: ReceivedAgain): Promise<boolean> {
    return this.write(async () => {
      const author = this.replica.author();
      const ids = receptions.map(({ movementId }) => movementId);
      const movements = await Promise.all(ids.map((id) => this.replica.get<Movement>(id)));
      const voids = movements.flatMap((movement) => (movement ? [voidOf(movement, author)] : []));
      // All of it, or nothing: the stock and the order would say different things.
      if (voids.length < ids.length) throw new ReplicaError('storage-failed', 'a movement of the order is not held');
      return [...voids, ids.reduce((rest, id) => withVoidedReception(rest, id, author), order)];
    });
  }

  /** Writes down that those goods came besides the others. */
  confirmAgain(order: Order, again: ReceivedAgain): Promise<boolean> {
    return this.write(() => [withConfirmed(order, again, this.replica.author())]);
  }
}
