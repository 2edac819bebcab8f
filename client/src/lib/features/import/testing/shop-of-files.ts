import type {
  Cash,
  Category,
  Count,
  Customer,
  Movement,
  Product,
  Return,
  Sale,
  ShopDocument,
  Supplier,
  Void,
} from '@digiboost/domain/documents';
import {
  type Answers,
  DEFAULT_OPTIONS,
  type Existing,
  type ImportOptions,
  type ImportUndo,
  NOTHING_YET,
  type RowFault,
} from '@digiboost/domain/import';
import {
  balancesOf,
  type Entry,
  entriesOf,
  isKnownBy,
  type MoneyLine,
  moneyLinesOf,
  stockOnHand,
  toldOf,
} from '@digiboost/domain/ledger';
import { ImportSession } from '../import-session.ts';
import type { PlanView, SheetView } from '../worker-protocol.ts';

const TIMEZONE = 'Africa/Dakar';

/** What one file became. */
export interface Imported {
  readonly view: SheetView;
  readonly plan: PlanView;
  /** Faults as "line code". */
  readonly faults: readonly string[];
  readonly documents: readonly ShopDocument[];
  readonly undo: ImportUndo;
}

/** A shop that files are imported into, one after the other, from their bytes to the documents. */
export class ShopOfFiles {
  readonly #docs = new Map<string, ShopDocument>();
  readonly today: string;
  #imports = 0;

  constructor(today = '2026-12-20', documents: readonly ShopDocument[] = []) {
    this.today = today;
    this.keep(documents);
  }

  /** What was written to the shop. */
  get documents(): readonly ShopDocument[] {
    return [...this.#docs.values()];
  }

  keep(documents: readonly ShopDocument[]): void {
    for (const doc of documents) this.#docs.set(doc._id, doc);
  }

  #of<D extends ShopDocument>(type: D['type']): D[] {
    return [...this.#docs.values()].filter((doc): doc is D => doc.type === type);
  }

  get products(): Product[] {
    return this.#of<Product>('product');
  }
  get suppliers(): Supplier[] {
    return this.#of<Supplier>('supplier');
  }
  get categories(): Category[] {
    return this.#of<Category>('category');
  }
  get sales(): Sale[] {
    return this.#of<Sale>('sale');
  }
  get returns(): Return[] {
    return this.#of<Return>('return');
  }
  get movements(): Movement[] {
    return this.#of<Movement>('movement');
  }

  product(code: string): Product | undefined {
    return this.products.find((product) => product.code === code);
  }

  /** Stock of the product with that code or name; null when nobody ever counted nor received it. */
  stock(which: string): number | null {
    const id = this.products.find(({ code, name }) => code === which || name === which)?._id;
    const entries = this.#entries();
    if (!id || !isKnownBy(toldOf(entries).get(id))) return null;
    return stockOnHand(entries).get(id) ?? null;
  }

  #entries(): Entry[] {
    const voids = this.#of<Void>('void');
    return [...this.#of<Count>('count'), ...this.movements, ...this.sales, ...this.returns, ...voids].flatMap(
      entriesOf,
    );
  }

  #money(): MoneyLine[] {
    return [...this.sales, ...this.returns, ...this.#of<Cash>('cash'), ...this.#of<Void>('void')].flatMap(moneyLinesOf);
  }

  /** FCFA sold less what came back, by "day code" of the product. */
  netByDayAndProduct(): Record<string, number> {
    const codes = new Map<string, string>(this.products.map(({ _id, code }) => [_id, code]));
    const sums: Record<string, number> = {};
    for (const { day, productId, revenue } of this.#entries()) {
      if (revenue === 0) continue;
      const key = `${day} ${codes.get(productId)}`;
      sums[key] = (sums[key] ?? 0) + revenue;
    }
    return sums;
  }

  existing(): Existing {
    const entries = this.#entries();
    const [stock, told] = [stockOnHand(entries), toldOf(entries)];
    return {
      ...NOTHING_YET,
      products: this.products,
      categories: this.categories,
      suppliers: this.suppliers,
      stock: new Map(
        this.products.map(({ _id }) => [
          _id,
          {
            onHand: stock.get(_id) ?? 0,
            isKnown: isKnownBy(told.get(_id)),
            countedAt:
              this.#of<Count>('count')
                .filter(({ productId }) => productId === _id)
                .map(({ at }) => at)
                .sort()
                .at(-1) ?? '',
          },
        ]),
      ),
      customers: this.#of<Customer>('customer'),
      debts: new Map([...balancesOf(this.#money())].map(([id, { amount }]) => [id, amount])),
      openings: this.#of<Cash>('cash'),
      imported: this.sales,
      returns: this.returns,
      counts: this.#of<Count>('count'),
      deliveries: this.movements,
      voided: new Set([
        ...this.#of<Void>('void').map(({ _id }) => _id.slice('void:'.length)),
        ...this.movements.flatMap(({ takesBack }) => takesBack ?? []),
      ]),
    };
  }

  /** Imports a file as the app would guess it, with these answers; what it would write is kept. */
  async import(
    { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
    given: { answers?: Answers; options?: Partial<ImportOptions> } = {},
  ): Promise<Imported> {
    const session = new ImportSession();
    const opened = await session.open(Uint8Array.from(bytes).buffer, name);
    if (!opened.ok) throw new Error(opened.error);
    const view = opened.value;
    const isPast = view.day !== null && (view.day < this.today || (view.kind === 'sales' && view.day === this.today));
    const fileDay = isPast ? view.day : null;
    const plan = session.plan(
      {
        kind: view.kind,
        mapping: view.mapping,
        options: { ...DEFAULT_OPTIONS, fileDay, answers: given.answers ?? {}, ...given.options },
        existing: this.existing(),
        author: {
          at: `${this.today}T15:${String(this.#imports++).padStart(2, '0')}:00.000Z`,
          by: 'awa',
          deviceId: 'phone1',
        },
        today: this.today,
        timezone: TIMEZONE,
      },
      () => undefined,
    );
    const { docs: documents, undo } = session.documents();
    this.keep(documents);
    const told = ({ line, code }: RowFault) => `${line} ${code}`;
    return {
      view,
      plan,
      documents,
      undo,
      faults: plan.faults.map(told).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
    };
  }
}
