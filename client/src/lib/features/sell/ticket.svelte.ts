import {
  type Beyond,
  type Customer,
  deliver,
  miss,
  type Payment,
  type Product,
  type ProductId,
  type ProductUnit,
  type Sale,
} from '@digiboost/domain/documents';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import { CustomerMaker } from './customer-maker.svelte.ts';
import {
  addToDraft,
  byUnit,
  type DraftFault,
  type DraftLine,
  draftFault,
  draftTotal,
  EMPTY_DRAFT,
  type FreeGoods,
  quantityIn,
  type RecordedTicket,
  saleLines,
  type TicketDraft,
  type TicketFault,
  withFree,
  withLine,
  withLines,
  withoutLine,
} from './draft.ts';
import { cashOf, type DraftPart, owedBy, paymentsOf } from './draft-payment.ts';
import type { DraftSlot, HeldKey } from './draft-slot.ts';
import { KeptDraft } from './kept-draft.ts';

/** What the ticket needs from the rest of the app. */
export interface TicketDeps {
  readonly replica: WritingReplica;
  readonly timezone: () => string;
  /** Holds a new version of the app back; returns how to let go. */
  readonly holdUpdates: () => () => void;
}

/** The ticket in progress: kept on the phone at every change, recorded once. */
export class TicketController extends DocumentWriter {
  #draft = $state.raw<TicketDraft>(EMPTY_DRAFT);
  /** FCFA that the customer handed over, for the change; not recorded. */
  received = $state<number | null>(null);
  #wrong = $state.raw<DraftFault | null>(null);
  recorded = $state.raw<RecordedTicket | null>(null);
  /** The ticket left by a page that died had been recorded after all. */
  restoredSold = $state(false);

  /** What is being typed, as it stands. */
  get draft(): TicketDraft {
    return this.#draft;
  }
  readonly lines: readonly DraftLine[] = $derived(this.#draft.lines);
  readonly payment = $derived(this.#draft.payment);
  readonly parts: readonly DraftPart[] = $derived(this.#draft.parts);
  readonly customerId = $derived(this.#draft.customerId);
  readonly total = $derived(draftTotal(this.#draft));
  /** What goes on the customer's account. */
  readonly owed = $derived(owedBy(this.total, this.#draft));
  /** What is handed over in cash. */
  readonly cash = $derived(cashOf(this.total, this.#draft));
  /** To give back to the customer; negative when money is missing. */
  readonly change = $derived(this.received === null ? null : this.received - this.cash);

  readonly problem: TicketFault | null = $derived(this.#wrong ?? (this.fault && { code: this.fault }));

  /** Makes the customer of this ticket out of a name. */
  readonly maker: CustomerMaker;
  #making: Promise<unknown> = Promise.resolve();
  readonly #kept: KeptDraft;
  #closed = false;

  constructor({ replica, timezone, holdUpdates }: TicketDeps) {
    super(replica, timezone);
    this.maker = new CustomerMaker(replica);
    this.#kept = new KeptDraft(holdUpdates);
  }

  /** Takes the place in which the ticket is kept, and what was left there. What was tapped meanwhile is added to it. */
  async open(claim: Promise<DraftSlot>): Promise<void> {
    const slot = await claim;
    if (this.#closed) return slot.release();
    this.#kept.use(slot);
    const left = slot.restored;
    if (!left) return this.#kept.keep(this.#draft);
    const { saleId, ...draft } = left;
    // Where the phone cannot tell it is offered again: the person sees it, and knows whether it was sold.
    if (saleId && (await this.replica.get<Sale>(saleId).catch(() => null))) {
      this.restoredSold = true;
      return this.#kept.keep(this.#draft);
    }
    this.#change(withLines(draft, this.#draft.lines));
  }

  /** Lets the place go; what is in it stays there. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#kept.release();
  }

  /** Of a product, in its own unit, on all its lines. */
  quantityOf(productId: ProductId): number {
    return quantityIn(this.lines, productId);
  }

  add(product: Product, quantity = 1, by?: ProductUnit): void {
    this.#change(addToDraft(this.#draft, product, quantity, by));
  }

  /** Adds what is not in the catalogue. */
  addFree(goods: FreeGoods): void {
    this.#change(withFree(this.#draft, goods));
  }

  /** Here and below, a line is named by its `lineKey`: of a product's own unit, the product's id. */
  setQuantity(key: string, quantity: number | null): void {
    this.#change(withLine(this.#draft, key, { quantity }));
  }

  setPrice(key: string, unitPrice: number | null): void {
    this.#change(withLine(this.#draft, key, { unitPrice }));
  }

  /** Sells a line by another of its product's units, at the price of that one. */
  setUnit(key: string, product: Product, by?: ProductUnit): void {
    this.#change(byUnit(this.#draft, key, product.salePrice, by));
  }

  remove(key: string): void {
    this.#change(withoutLine(this.#draft, key));
  }

  /** FCFA taken off a line, or off the whole ticket where none is named, and why; null: nothing. */
  setDiscount(discount: number | null, discountReason: string, key = ''): void {
    const change = { discount, discountReason };
    this.#change(key === '' ? { ...this.#draft, ...change } : withLine(this.#draft, key, change));
  }

  setPayment(payment: Payment): void {
    // What was a part of it now takes the rest.
    const parts = this.parts.filter(({ method }) => method !== payment);
    this.#change({ ...this.#draft, payment, parts });
  }

  setParts(parts: readonly DraftPart[]): void {
    this.#change({ ...this.#draft, parts });
  }

  setCustomer(customerId: Customer['_id'] | null): void {
    this.#change({ ...this.#draft, customerId });
  }

  /** Makes a customer and puts them on the ticket; false when they could not be kept on this phone. */
  async makeCustomer(name: string): Promise<boolean> {
    const making = this.maker.make(name);
    this.#making = making;
    const made = await making;
    if (made) this.setCustomer(made);
    return made !== null;
  }

  /** Throws the ticket away. */
  abandon(): void {
    this.received = null;
    this.#change(EMPTY_DRAFT);
  }

  /** Puts the ticket aside under a name; false where the phone cannot keep it: it then stays as it was. */
  async hold(name: string): Promise<boolean> {
    if (this.saving || this.lines.length === 0) return false;
    const held: TicketDraft = { ...this.#draft, name: name.trim(), heldAt: this.replica.author().at };
    // What is tapped from now on is the next ticket's.
    this.received = null;
    this.#draft = EMPTY_DRAFT;
    this.#wrong = null;
    if (await this.#kept.hold(held, `held-${this.replica.newKey()}`)) return true;
    this.#change(withLines(held, this.#draft.lines));
    return false;
  }

  /** Goes on with a ticket that waits; the one in progress waits in its place. False when it is there no more. */
  async resume(key: HeldKey): Promise<boolean> {
    if (this.lines.length > 0 && !(await this.hold(this.#draft.name ?? ''))) return false;
    if (this.saving) return false;
    // Nothing is recorded meanwhile: what is kept is that other ticket already.
    this.saving = true;
    const taken = await this.#kept.take(key);
    this.saving = false;
    if (taken) this.#change(withLines(taken, this.#draft.lines));
    return taken !== null;
  }

  /** Records the ticket; true once it is durable here, else it stays as it was. `also`: what needs approval besides. */
  async record(also: readonly Beyond[] = []): Promise<boolean> {
    // Pressed while its customer is being kept: the press counts, with them on it.
    if (this.maker.saving) await this.#making;
    const saleOf = (draft: TicketDraft): Sale => {
      const payments = paymentsOf(draftTotal(draft), draft);
      const customerId = draft.payment === 'CREDIT' ? (draft.customerId ?? undefined) : undefined;
      return deliver({ lines: saleLines(draft), payments, customerId }, this.recording('sale'));
    };
    return this.#record(draftFault(this.#draft), saleOf, also);
  }

  /** Records that what is on the ticket was asked for and could not be served. */
  async recordMissed(): Promise<boolean> {
    const fault = draftFault({ ...this.#draft, payment: 'CASH', parts: [] });
    return this.#record(fault, (draft) => miss({ lines: saleLines(draft) }, this.recording('sale')));
  }

  async #record(fault: DraftFault | null, saleOf: (draft: TicketDraft) => Sale, also?: readonly Beyond[]) {
    if (this.saving) return false;
    this.#wrong = fault;
    this.fault = null;
    if (fault) return false;
    const { total, change } = this;
    const stored = await this.store(async (): Promise<[Sale]> => {
      const sale = saleOf(this.#draft);
      // Kept first: killed between here and the end, the phone finds by this id whether the ticket was sold.
      await this.#kept.keep({ ...this.#draft, saleId: sale._id });
      return [sale];
    }, also);
    if (stored) {
      const [sale] = stored;
      const paidInCash = sale.payments?.some(({ method }) => method === 'CASH') ?? false;
      this.recorded = { sale, total, change: paidInCash && change !== null && change >= 0 ? change : null };
      this.received = null;
      this.#draft = EMPTY_DRAFT;
    }
    void this.#kept.keep(this.#draft);
    return stored !== null;
  }

  #change(draft: TicketDraft): void {
    if (this.saving) return;
    this.#draft = draft;
    this.#wrong = null;
    this.fault = null;
    this.recorded = null;
    void this.#kept.keep(this.#draft);
  }
}
