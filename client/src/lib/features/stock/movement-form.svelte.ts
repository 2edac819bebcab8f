import type { Product, SupplierId } from '@digiboost/domain/documents';
import { fromMilli, toMilli } from '@digiboost/domain/shared/quantity';
import { stock as words } from '../../i18n/fr/stock.ts';
import type { ProductRow } from '../../model/types.ts';
import type { WritingReplica } from '../../replica/document-writer.svelte.ts';
import { StockRecorder } from './stock-recorder.svelte.ts';

export type MovementKind = 'ENTRY' | 'EXIT' | 'ADJUSTMENT' | 'COUNT';
export type ExitReason = keyof typeof words.exitReasons;

/** A pack in which goods are received: `size` of the product's own unit. */
interface Pack {
  /** Null: it has none. */
  readonly name: string | null;
  readonly size: number;
}

/** A computed quantity with its 3 decimals, so that 0.1 + 0.2 shows and stores as 0.3. */
const exact = (quantity: number): number => fromMilli(toMilli(quantity));

/** What is typed of one reception, exit, adjustment or count of a product. Units, and FCFA per unit. */
export class MovementForm extends StockRecorder {
  readonly kind: MovementKind;
  quantity = $state<number | null>(null);
  /** Of a reception by whole packs. */
  packs = $state<number | null>(null);
  cost = $state<number | null>(null);
  /** What was paid becomes the product's purchase price. */
  keepCost = $state(true);
  supplierId = $state<SupplierId | ''>('');
  /** Nothing of it is paid yet: the shop owes it to the supplier. */
  onAccount = $state(false);
  reference = $state('');
  /** Of what came, where the product follows them: its last day, and its lot. */
  expiresOn = $state('');
  lot = $state('');
  direction = $state<'add' | 'take'>('add');
  exitReason = $state<ExitReason>('broken');
  /** The reason of an adjustment, or a note. */
  note = $state('');
  #tried = $state(false);
  readonly #row: () => ProductRow;

  /** Of the adjustment: what it does to the stock, with its sign. */
  readonly #signed = $derived(this.quantity === null || this.direction === 'add' ? this.quantity : -this.quantity);
  readonly needsNote = $derived.by(
    () => this.kind === 'ADJUSTMENT' || (this.kind === 'EXIT' && this.exitReason === 'other'),
  );
  readonly #wrong = $derived.by(() => {
    const { kind, quantity, cost } = this;
    const isCount = kind === 'COUNT';
    const isNone = quantity === null || quantity < 0 || (quantity === 0 && !isCount);
    return {
      quantity: isNone ? (isCount ? words.faults.counted : words.faults.quantity) : undefined,
      cost: kind === 'ENTRY' && cost === null ? words.faults.unitCost : undefined,
      note: this.needsNote && !this.note.trim() ? words.faults.reason : undefined,
    };
  });
  readonly faults: { readonly [field in 'quantity' | 'cost' | 'note']?: string | undefined } = $derived(
    this.#tried ? this.#wrong : {},
  );
  /** What the stock would become; null while the form does not say. */
  readonly after = $derived.by(() => {
    const { kind, quantity } = this;
    if (quantity === null || kind === 'COUNT') return quantity;
    const change = kind === 'EXIT' ? -quantity : kind === 'ENTRY' ? quantity : (this.#signed ?? 0);
    return exact(this.#row().onHand + change);
  });
  /** What a count finds more, or less, than was expected. */
  readonly difference = $derived.by(() => {
    const { kind, quantity } = this;
    return kind === 'COUNT' && quantity !== null && quantity >= 0 ? exact(quantity - this.#row().onHand) : null;
  });

  constructor(replica: WritingReplica, timezone: () => string, kind: MovementKind, row: () => ProductRow) {
    super(replica, timezone);
    this.kind = kind;
    this.#row = row;
    const { purchasePrice, supplierId } = row().product;
    this.cost = purchasePrice || null;
    this.supplierId = supplierId ?? '';
  }

  /** What it is received by, when that is not the product's own unit: a larger unit of it, or the supplier's pack. */
  get pack(): Pack | null {
    const { units, packSize = 0 } = this.#row().product;
    const [largest] = [...(units ?? [])].sort((a, b) => b.factor - a.factor);
    if (largest) return { name: largest.name, size: largest.factor };
    return packSize > 1 ? { name: null, size: packSize } : null;
  }

  setPacks(packs: number | null): void {
    this.quantity = packs === null ? null : exact(packs * (this.pack?.size ?? 0));
  }

  /** True once it is durable on this phone. */
  async save(): Promise<boolean> {
    this.#tried = true;
    const { quantity } = this;
    if (quantity === null || Object.values(this.#wrong).some(Boolean)) return false;
    return (await this.#record(this.#row().product, quantity)) !== null;
  }

  #record(product: Product, quantity: number) {
    const { kind, note, reference, cost, expiresOn, lot } = this;
    const productId = product._id;
    if (kind === 'COUNT') return this.count({ productId, counted: quantity, reason: note });
    if (kind === 'ADJUSTMENT') {
      return this.movement({ productId, movementType: kind, quantity: this.#signed ?? 0, reason: note });
    }
    if (kind === 'EXIT') {
      const reason = [words.exitReasons[this.exitReason], note.trim()].filter(Boolean).join(' : ');
      return this.movement({ productId, movementType: kind, quantity, reason });
    }
    const unitCost = cost ?? 0;
    const newCost =
      this.keepCost && unitCost !== product.purchasePrice ? { product, purchasePrice: unitCost } : undefined;
    const supplierId = this.supplierId || undefined;
    const onAccount = this.onAccount && supplierId ? true : undefined;
    return this.movement(
      { productId, movementType: kind, quantity, unitCost, reference, supplierId, onAccount, expiresOn, lot },
      newCost,
    );
  }
}
