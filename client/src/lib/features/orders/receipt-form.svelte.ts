import type { Order, OrderLine } from '@digiboost/domain/documents';
import { missing } from '@digiboost/domain/purchase';
import { type TypedLine, typedLines, typedTotal } from './order-form.svelte.ts';

/** One product of a delivery as it is typed: units expected, units that came, FCFA paid per unit. */
export interface ReceiptLine extends TypedLine {
  readonly expected: number;
  /** Its last day, or '' where none was typed. */
  expiresOn: string;
}

/** What came of one product, and until when it can be sold. */
export type DeliveredLine = OrderLine & { readonly expiresOn?: string | undefined };

/** A delivery while it is written down: at first everything that is still missing, at the prices of the order. */
export class ReceiptForm {
  readonly lines: ReceiptLine[] = $state([]);

  constructor(order: Order) {
    const open = missing(order);
    this.lines = order.lines.flatMap(({ productId, unitCost }) => {
      const expected = open.get(productId);
      return expected === undefined ? [] : [{ productId, expected, quantity: expected, unitCost, expiresOn: '' }];
    });
  }

  get total(): number {
    return typedTotal(this.lines);
  }

  /** Products that came, as they can be stored; null while something typed is no number. */
  get delivered(): DeliveredLine[] | null {
    const dates = new Map(this.lines.map(({ productId, expiresOn }) => [productId, expiresOn]));
    return (
      typedLines(this.lines)?.map((line) => ({ ...line, expiresOn: dates.get(line.productId) || undefined })) ?? null
    );
  }

  /** Everything came, or nothing. */
  fill(all: boolean): void {
    for (const line of this.lines) line.quantity = all ? line.expected : 0;
  }
}
