import type { Product, ProductId } from '@digiboost/domain/documents';
import type { DayTotals } from '@digiboost/domain/ledger';
import type { Projector } from '../projector.ts';
import type { MemoryProjector } from './memory-projector.ts';

/** What a phone shows. */
export interface ShownFigures {
  /** Units. */
  readonly stock: ReadonlyMap<ProductId, number>;
  /** Oldest first. */
  readonly days: readonly DayTotals[];
  readonly products: ReadonlyMap<string, Product>;
  readonly localSeq: number;
}

/** The projections of a phone, over all its lives. */
export interface PhoneFigures {
  /** A projector as a new process makes it. */
  open(): Projector;
  /** Ends one whose process was killed: what it had begun is in the database or is not. */
  end(projector: Projector): Promise<void>;
  read(): Promise<ShownFigures>;
}

/** Figures kept in memory. */
export const memoryFigures = (projector: MemoryProjector): PhoneFigures => ({
  open: () => projector,
  end: async () => undefined,
  read: async () => ({
    stock: projector.stock(),
    days: projector.days(),
    products: new Map(
      [...projector.held.docs.values()].flatMap((doc) => (doc.type === 'product' ? [[doc._id, doc]] : [])),
    ),
    localSeq: projector.held.localSeq,
  }),
});
