import type { Order, ProductId } from '@digiboost/domain/documents';
import { missing } from '@digiboost/domain/purchase';
import { lineAmount } from '@digiboost/domain/shared/money';
import type { Delivered } from './order-recorder.svelte.ts';

/** One product of a delivery as it is typed: units expected, units that came, FCFA paid per unit. */
export interface ReceiptLine {
  readonly productId: ProductId;
  readonly expected: number;
  readonly asked: number;
  quantity: number | null;
  unitCost: number | null;
}

/** A delivery while it is written down: at first everything that is still missing, at the prices of the order. */
export class ReceiptForm {
  readonly lines: ReceiptLine[] = $state([]);

  constructor(order: Order) {
    const open = missing(order);
    this.lines = order.lines.flatMap(({ productId, unitCost }) => {
      const expected = open.get(productId);
      return expected === undefined ? [] : [{ productId, expected, asked: unitCost, quantity: expected, unitCost }];
    });
  }

  get total(): number {
    return this.lines.reduce((sum, { quantity, unitCost }) => sum + lineAmount(quantity ?? 0, unitCost ?? 0), 0);
  }

  /** Products that came, as they can be stored; null while something typed is no number. */
  get delivered(): Delivered[] | null {
    const came: Delivered[] = [];
    for (const { productId, quantity, unitCost } of this.lines) {
      if (quantity === null || unitCost === null) return null;
      if (quantity > 0) came.push({ productId, quantity, unitCost });
    }
    return came;
  }

  /** Everything came, or nothing. */
  fill(all: boolean): void {
    for (const line of this.lines) line.quantity = all ? line.expected : 0;
  }
}
