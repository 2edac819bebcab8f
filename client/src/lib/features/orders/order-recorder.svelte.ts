import { type Order, type OrderLine, type Product, revise } from '@digiboost/domain/documents';
import { cancel, closeRest, receive, send, withLines } from '@digiboost/domain/purchase';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';

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
   */
  receive(order: Order, delivered: readonly OrderLine[], newCosts: readonly Product[]): Promise<boolean> {
    return this.write(() => {
      const author = this.replica.author();
      const lines = delivered
        .filter(({ quantity }) => quantity > 0)
        .map((line) => ({ ...line, movementId: this.replica.newId('movement', author.at) }));
      const receipt = receive(order, lines, author, this.timezone);
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
}
