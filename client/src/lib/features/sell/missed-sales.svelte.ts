import { miss, type Product, type ProductId, type Sale, voidOf } from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';

/** A second tap within this time is the same tap. */
const AGAIN_MS = 800;
/** How long it is offered to take a missed sale back in one tap. */
const NOTE_MS = 10_000;

/** Records that one unit of a product was asked for and could not be served. */
export class MissedSales extends DocumentWriter {
  /** The one that was noted last, while it can still be taken back in one tap. */
  noted = $state.raw<{ readonly sale: Sale; readonly name: string } | null>(null);
  readonly #at = new Map<ProductId, number>();

  /** On a failure nothing is noted, and `fault` says why. */
  async note(product: Product): Promise<void> {
    this.fault = null;
    // By the timer: a clock that is set back meanwhile must not make every later tap the same one.
    const now = performance.now();
    if (now - (this.#at.get(product._id) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    this.#at.set(product._id, now);
    const lines = [{ productId: product._id, quantity: 1, unitPrice: product.salePrice }];
    const sale = miss({ lines }, this.recording('sale'));
    // Not one write at a time: another product's tap must not be lost while this one is stored.
    if (!(await this.put([sale]))) return;
    const note = { sale, name: product.name };
    this.noted = note;
    setTimeout(() => {
      if (this.noted === note) this.dismiss();
    }, NOTE_MS);
  }

  /** Takes the last one back; false when it stays. */
  async undo(): Promise<boolean> {
    const note = this.noted;
    this.fault = null;
    if (!note || !(await this.put([voidOf(note.sale, this.replica.author())]))) return false;
    this.dismiss();
    return true;
  }

  dismiss(): void {
    this.noted = null;
  }
}
