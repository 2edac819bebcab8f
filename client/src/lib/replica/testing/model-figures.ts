import 'fake-indexeddb/auto';
import { createProjector } from '../../model/projector.ts';
import { ModelReader } from '../../model/reader.ts';
import type { PhoneFigures } from './phone-figures.ts';

let phones = 0;

/** The figures of the real read model, on an IndexedDB in memory. */
export function modelFigures(): PhoneFigures {
  phones += 1;
  const name = `phone${phones}`;
  return {
    open: () => createProjector({ name, now: () => new Date().toISOString() }),
    end: (projector) => projector.close(),
    async read() {
      const reader = new ModelReader(name);
      const [products, days, first] = await Promise.all([reader.products(), reader.days(), reader.first()]);
      reader.close();
      return {
        stock: new Map(products.map(({ id, onHand }) => [id, onHand])),
        days: [...days].sort((a, b) => (a.day < b.day ? -1 : 1)),
        products: new Map(products.map(({ id, product }) => [id, product])),
        localSeq: first.seq,
      };
    },
  };
}
