import {
  draftOrder,
  LIMITS,
  type Order,
  type OrderId,
  type ProductId,
  type Supplier,
  type SupplierId,
  settingsOf,
} from '@digiboost/domain/documents';
import {
  type BudgetLine,
  type BudgetPlan,
  budgetLine,
  bySupplier,
  demandCurve,
  onOrder,
  type PurchaseInput,
  type Recommendation,
  recommend,
  type ShopTerms,
  type SupplierPurchase,
  termsFor,
  withinBudget,
} from '@digiboost/domain/purchase';
import type { Day } from '@digiboost/domain/shared/day';
import { lineAmount } from '@digiboost/domain/shared/money';
import type { ShopInsight } from '../../insight/types.ts';
import { inSlices } from '../../model/slices.ts';
import type { ProductRow, ShopModel } from '../../model/types.ts';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { Replica } from '../../replica/types.ts';

/** What the shop should buy, as worked out from one outlook. */
interface Advice {
  readonly today: Day;
  readonly recommendations: ReadonlyMap<ProductId, Recommendation>;
  readonly groups: readonly SupplierPurchase[];
  readonly lines: readonly BudgetLine[];
}

/** A budget is looked at once the typing pauses. */
const TYPING_MS = 200;

/** The purchase list: what is advised, what a budget makes of it, what the person changed, and the orders made of it. */
export class PurchasePlan extends DocumentWriter {
  /** The money at hand, FCFA; null: no limit. */
  budget = $state<number | null>(null);
  /** What is typed is no amount. */
  isBudgetUnread = $state(false);
  advice = $state.raw<Advice | null>(null);
  readonly plan = $derived.by((): BudgetPlan | null =>
    this.advice && this.budget !== null ? withinBudget(this.advice.lines, this.budget) : null,
  );
  /** Quantities that the person typed. */
  #typed = $state.raw<ReadonlyMap<ProductId, number>>(new Map());
  // Whole tables, worked out once: thousands of lines that each asked for their own signals would take a second.
  readonly #quantities = $derived.by(() => {
    const funded = this.plan && new Map(this.plan.lines.map(({ productId, quantity }) => [productId, quantity]));
    const lines = (this.advice?.groups ?? []).flatMap((group) => group.lines);
    return new Map(
      lines.map(({ productId, quantity }) => {
        const bought = funded ? (funded.get(productId) ?? 0) : quantity;
        return [productId, this.#typed.get(productId) ?? bought];
      }),
    );
  });
  readonly #costs = $derived.by(() => {
    const quantities = this.#quantities;
    const costOf = ({ lines }: SupplierPurchase): number =>
      lines.reduce((sum, { productId, unitCost }) => sum + lineAmount(quantities.get(productId) ?? 0, unitCost), 0);
    return new Map((this.advice?.groups ?? []).map((group) => [group, costOf(group)]));
  });
  readonly #drafts = $derived.by(
    () =>
      new Map(this.#model.orders.filter(({ status }) => status === 'DRAFT').map((order) => [order.supplierId, order])),
  );
  /** FCFA of everything, at the quantities that stand. */
  readonly total = $derived.by(() => [...this.#costs.values()].reduce((sum, cost) => sum + cost, 0));
  readonly #model: Pick<ShopModel, 'products' | 'suppliers' | 'orders' | 'shop'>;
  readonly #insight: Pick<ShopInsight, 'outlook'>;
  readonly #replica: Pick<Replica, 'put' | 'author' | 'newId'>;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    model: Pick<ShopModel, 'products' | 'suppliers' | 'orders' | 'shop'>,
    insight: Pick<ShopInsight, 'outlook'>,
    replica: Pick<Replica, 'put' | 'author' | 'newId'>,
    budget: number | null = null,
  ) {
    super(replica);
    this.budget = budget;
    this.#model = model;
    this.#insight = insight;
    this.#replica = replica;
  }

  /** Works the advice out again whenever the shop changes: call in an $effect. */
  follow(): Promise<void> {
    const { outlook } = this.#insight;
    const { products, orders, suppliers, shop } = this.#model;
    const turn = ++this.#turn;
    if (!outlook) return Promise.resolve();
    const { serviceTarget, coverageDays } = settingsOf(shop);
    const terms: ShopTerms = { today: outlook.today, reviewDays: coverageDays, serviceTarget };
    const byId = new Map<SupplierId, Supplier>(suppliers.map((supplier) => [supplier._id, supplier]));
    const coming = onOrder(orders);
    const inputOf = ({ id, product, onHand }: ProductRow): PurchaseInput | null => {
      const own = product.isActive ? outlook.products.get(id) : undefined;
      return own ? { product, onHand, onOrder: coming.get(id) ?? 0, demand: demandCurve(own.forecast) } : null;
    };
    return this.#advise(turn, products, inputOf, byId, terms);
  }

  /** The money at hand, as it is typed; what cannot be read leaves the last that could. */
  setBudget(budget: number | null, text = ''): void {
    clearTimeout(this.#timer);
    this.isBudgetUnread = budget === null && text.trim() !== '';
    if (this.isBudgetUnread) return;
    this.#timer = setTimeout(() => {
      this.budget = budget;
    }, TYPING_MS);
  }

  /** The supplier's lines: under a budget, those that it buys first. */
  linesOf({ lines }: SupplierPurchase): readonly Recommendation[] {
    if (!this.plan) return lines;
    const funded = new Set(this.plan.lines.map(({ productId }) => productId));
    const isFunded = ({ productId }: Recommendation): boolean => funded.has(productId);
    return [...lines.filter(isFunded), ...lines.filter((line) => !isFunded(line))];
  }

  /** Units that stand for a line: what was typed, else what the budget buys, else what is advised. */
  quantityOf({ productId }: Recommendation): number {
    return this.#quantities.get(productId) ?? 0;
  }

  setQuantity(productId: ProductId, quantity: number | null): void {
    this.#typed = new Map(this.#typed).set(productId, quantity ?? 0);
  }

  get changed(): boolean {
    return this.#typed.size > 0;
  }

  /** Forgets what was typed. */
  reset(): void {
    this.#typed = new Map();
  }

  /** FCFA of a supplier's lines at the quantities that stand. */
  costOf(group: SupplierPurchase): number {
    return this.#costs.get(group) ?? 0;
  }

  /** The supplier's draft that has not been sent yet. */
  draftOf(supplierId: SupplierId): Order | undefined {
    return this.#drafts.get(supplierId);
  }

  /** Makes a draft order of each group that has a supplier and something to buy; their ids, or null when it failed. */
  async order(groups: readonly SupplierPurchase[]): Promise<OrderId[] | null> {
    const orders = await this.store(() => groups.flatMap((group) => this.#ordersOf(group)));
    return orders && orders.length > 0 ? orders.map(({ _id }) => _id) : null;
  }

  /** More lines than an order may have become several orders. */
  #ordersOf(group: SupplierPurchase): Order[] {
    const { supplierId, arrival } = group;
    const lines = group.lines
      .map((line) => ({ productId: line.productId, quantity: this.quantityOf(line), unitCost: line.unitCost }))
      .filter(({ quantity }) => quantity > 0);
    if (!supplierId) return [];
    const orders: Order[] = [];
    for (let from = 0; from < lines.length; from += LIMITS.order.lines) {
      const author = this.#replica.author();
      const id = this.#replica.newId('order', author.at);
      const part = lines.slice(from, from + LIMITS.order.lines);
      orders.push(draftOrder({ id, supplierId, lines: part, expectedDay: arrival }, author));
    }
    return orders;
  }

  async #advise(
    turn: number,
    products: readonly ProductRow[],
    inputOf: (row: ProductRow) => PurchaseInput | null,
    suppliers: ReadonlyMap<SupplierId, Supplier>,
    terms: ShopTerms,
  ): Promise<void> {
    const recommendations = new Map<ProductId, Recommendation>();
    const lines: BudgetLine[] = [];
    const done = await inSlices(
      products,
      (row) => {
        const input = inputOf(row);
        if (!input) return;
        const own = termsFor(input.product, suppliers, terms);
        const recommendation = recommend(input, own);
        recommendations.set(recommendation.productId, recommendation);
        if (recommendation.packs > 0) lines.push(budgetLine(input, recommendation, own));
      },
      () => turn !== this.#turn,
    );
    if (!done || turn !== this.#turn) return;
    this.advice = { today: terms.today, recommendations, groups: bySupplier(recommendations.values()), lines };
  }
}
