import type { Order, OrderLine, ProductId } from '@digiboost/domain/documents';
import { lineAmount } from '@digiboost/domain/shared/money';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import type { WritingReplica } from '../../replica/document-writer.svelte.ts';

/** One line as it is typed; null while the text is no number. */
export interface TypedLine {
  readonly productId: ProductId;
  quantity: number | null;
  unitCost: number | null;
}

/** A draft order as its form holds it. */
export interface DraftFields {
  lines: TypedLine[];
  note: string;
}

/** FCFA of what is typed so far. */
export const typedTotal = (lines: readonly TypedLine[]): number =>
  lines.reduce((sum, { quantity, unitCost }) => sum + lineAmount(quantity ?? 0, unitCost ?? 0), 0);

/** The lines of which there is something, as they can be stored; null while one of them is no number. */
export function typedLines(lines: readonly TypedLine[]): OrderLine[] | null {
  const done: OrderLine[] = [];
  for (const { productId, quantity, unitCost } of lines) {
    if (quantity === null || unitCost === null) return null;
    if (quantity > 0) done.push({ productId, quantity, unitCost });
  }
  return done;
}

const contentOf = ({ lines, note }: DraftFields) => ({
  lines: typedLines(lines) ?? [],
  note: note.trim() || undefined,
});

/** A draft order while its lines are typed. */
export class OrderForm extends DocumentForm<Order, DraftFields> {
  readonly #order: Order;

  constructor(replica: WritingReplica, order: Order, newest: () => Order | undefined) {
    const fieldsOf = (): DraftFields => ({ lines: order.lines.map((line) => ({ ...line })), note: order.note ?? '' });
    // An order that was sent meanwhile stays as it was sent.
    const own = (fields: DraftFields, now: Order | null) => (now?.status === 'DRAFT' ? contentOf(fields) : {});
    super(replica, { fieldsOf, faultsOf: () => ({}), contentOf: own, newest }, order);
    this.#order = order;
  }

  get total(): number {
    return typedTotal(this.fields.lines);
  }

  get complete(): readonly OrderLine[] | null {
    return typedLines(this.fields.lines);
  }

  /** Something typed differs from the order. */
  get changed(): boolean {
    const { lines, note } = this.#order;
    return JSON.stringify(this.complete) !== JSON.stringify(lines) || this.fields.note !== (note ?? '');
  }

  add(line: OrderLine): void {
    const { lines } = this.fields;
    if (!lines.some(({ productId }) => productId === line.productId)) lines.push({ ...line });
  }

  remove(productId: ProductId): void {
    this.fields.lines = this.fields.lines.filter((line) => line.productId !== productId);
  }
}
