import {
  draftOrder,
  LIMITS,
  type Order,
  type OrderId,
  type ProductId,
  type SupplierId,
} from '@digiboost/domain/documents';
import type { Recommendation, SupplierPurchase } from '@digiboost/domain/purchase';
import { lineAmount } from '@digiboost/domain/shared/money';
import { type Purchases, unpackPurchases } from '../../insight/packed-purchases.ts';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import type { ShopModel } from '../../model/types.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

/** A budget is looked at once the typing pauses. */
const TYPING_MS = 200;

/**
 * The purchase list: what is advised, what a budget makes of it, what the person changed, and the orders made of it.
 */
export class PurchasePlan extends DocumentWriter {
  /** The money at hand, FCFA; null: no limit. */
  budget = $state<number | null>(null);
  /** What is typed is no amount. */
  isBudgetUnread = $state(false);
  /** What is advised, worked out beside the page; the last advice while the next is. */
  advice = $state.raw<Purchases | null>(null);
  /** The phone could not work it out. */
  hasFailed = $state(false);
  /** What the money buys; of the last budget while that of another is worked out. */
  readonly plan = $derived(this.budget === null ? null : (this.advice?.plan ?? null));
  /** What another budget buys is being worked out. */
  readonly isPlanning = $derived(this.advice !== null && this.budget !== null && this.budget !== this.advice.budget);
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
  readonly #model: Pick<ShopModel, 'orders'>;
  readonly #insight: Pick<ShopInsight, 'outlook' | 'revision' | 'ask'>;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    model: Pick<ShopModel, 'orders'>,
    insight: Pick<ShopInsight, 'outlook' | 'revision' | 'ask'>,
    replica: WritingReplica,
    budget: number | null = null,
  ) {
    super(replica);
    this.budget = budget;
    this.#model = model;
    this.#insight = insight;
  }

  /** Asks for the advice again whenever the shop or the budget changes: call in an $effect. */
  async follow(): Promise<void> {
    const { outlook, revision } = this.#insight;
    const { budget } = this;
    void revision;
    const turn = ++this.#turn;
    if (!outlook) return;
    try {
      const answer = await this.#insight.ask('purchases', { budget });
      if (turn !== this.#turn) return;
      this.hasFailed = false;
      if (answer) this.advice = unpackPurchases(answer);
    } catch {
      // The screen says so, and offers to try again; what was advised before stays.
      if (turn === this.#turn) this.hasFailed = true;
    }
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

  /** How many of the lines are bought, with the money at hand. */
  keptOf(lines: readonly Recommendation[]): number {
    return lines.filter((line) => this.quantityOf(line) > 0).length;
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
      const author = this.replica.author();
      const id = this.replica.newId('order', author.at);
      const part = lines.slice(from, from + LIMITS.order.lines);
      orders.push(draftOrder({ id, supplierId, lines: part, expectedDay: arrival }, author));
    }
    return orders;
  }
}
