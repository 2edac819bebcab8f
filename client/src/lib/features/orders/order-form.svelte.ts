import type { Order, OrderLine, ProductId } from '@digiboost/domain/documents';
import { lineAmount } from '@digiboost/domain/shared/money';

/** One line as it is typed; null while the text is no number. */
export interface TypedLine {
  readonly productId: ProductId;
  quantity: number | null;
  unitCost: number | null;
}

/** A draft order while its lines are typed. */
export class OrderForm {
  readonly #order: Order;
  lines = $state<TypedLine[]>([]);
  note = $state('');

  constructor(order: Order) {
    this.#order = order;
    this.lines = order.lines.map((line) => ({ ...line }));
    this.note = order.note ?? '';
  }

  /** FCFA of what is typed so far. */
  get total(): number {
    return this.lines.reduce((sum, { quantity, unitCost }) => sum + lineAmount(quantity ?? 0, unitCost ?? 0), 0);
  }

  /** The lines as they can be stored; null while one of them is no number. */
  get complete(): readonly OrderLine[] | null {
    const done: OrderLine[] = [];
    for (const { productId, quantity, unitCost } of this.lines) {
      if (quantity === null || unitCost === null) return null;
      if (quantity > 0) done.push({ productId, quantity, unitCost });
    }
    return done;
  }

  /** Something typed differs from the order. */
  get changed(): boolean {
    return (
      JSON.stringify(this.complete) !== JSON.stringify(this.#order.lines) || this.note !== (this.#order.note ?? '')
    );
  }

  add(line: OrderLine): void {
    if (!this.lines.some(({ productId }) => productId === line.productId)) this.lines.push({ ...line });
  }

  remove(productId: ProductId): void {
    this.lines = this.lines.filter((line) => line.productId !== productId);
  }
}
