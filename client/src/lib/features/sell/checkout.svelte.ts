import { sell } from '../../i18n/fr/sell.ts';
import type { ShopModel } from '../../model/types.ts';
import { printerSettings } from '../../printing/printer-settings.ts';
import { peopleOf } from '../../session/people.svelte.ts';
import { toasts } from '../../ui/toasts.svelte.ts';
import type { Shelf } from './shelf.svelte.ts';
import type { TicketController } from './ticket.svelte.ts';
import { type Doubt, doubtsAbout } from './usual.ts';

/** What a customer would owe beyond what they may, FCFA. */
export interface Excess {
  readonly name: string;
  readonly after: number;
  readonly limit: number;
}

/** Whether the ticket in progress makes its customer owe more than their limit; null when it does not. */
async function excessOf(
  { owed, customerId }: Pick<TicketController, 'owed' | 'customerId'>,
  { customers, money }: Pick<ShopModel, 'customers' | 'money'>,
): Promise<Excess | null> {
  const customer = owed > 0 ? customers.find(({ _id }) => _id === customerId) : undefined;
  if (customer?.creditLimit === undefined) return null;
  // What cannot be read now must not stop a sale.
  const balance = await money.balances('customer').then(
    (balances) => balances.get(customer._id)?.amount ?? 0,
    () => 0,
  );
  const after = balance + owed;
  return after > customer.creditLimit ? { name: customer.name, after, limit: customer.creditLimit } : null;
}

/** What was asked and answered already. */
interface Answered {
  /** What is unusual is meant. */
  readonly isSure?: boolean;
  /** The customer is to owe more than their limit, with an administrator's word. */
  readonly isGranted?: boolean;
}

/** Brings a ticket from the tap to the paper: asks about what is unusual, records it, prints its receipt. */
export class Checkout {
  /** What is asked about the ticket before it is recorded. */
  doubts = $state.raw<readonly Doubt[]>([]);
  /** What the customer would owe beyond their limit. */
  excess = $state.raw<Excess | null>(null);
  readonly #tenant: string;
  readonly #ticket: TicketController;
  readonly #model: ShopModel;
  readonly #shelf: Shelf;

  constructor(tenant: string, ticket: TicketController, model: ShopModel, shelf: Shelf) {
    this.#tenant = tenant;
    this.#ticket = ticket;
    this.#model = model;
    this.#shelf = shelf;
  }

  /** True once the ticket is durable on this phone; false while something is asked, or when it could not be kept. */
  async record({ isSure = false, isGranted = false }: Answered = {}): Promise<boolean> {
    this.doubts = isSure ? [] : doubtsAbout(this.#ticket.draft, this.#shelf.usual, (id) => this.#pricesOf(id));
    if (this.doubts.length > 0) return false;
    this.excess = isGranted ? null : await excessOf(this.#ticket, this.#model);
    if (this.excess || !(await this.#ticket.record(isGranted ? ['CREDIT'] : []))) return false;
    void this.#print();
    return true;
  }

  get isAsking(): boolean {
    return this.doubts.length > 0 || this.excess !== null;
  }

  dismiss(): void {
    this.doubts = [];
    this.excess = null;
  }

  #pricesOf(id: string) {
    const row = this.#model.product(id);
    return row && { salePrice: row.product.salePrice, unitCost: row.unitCost };
  }

  /** The paper never stands in the way of the next ticket. */
  async #print(): Promise<void> {
    const sale = this.#ticket.recorded?.sale;
    const settings = printerSettings();
    if (!sale || !settings.isAutomatic) return;
    try {
      const [{ printTicket }, { receiptOf }] = await Promise.all([
        import('../../printing/print-ticket.ts'),
        import('./receipt.ts'),
      ]);
      const outcome = await printTicket(receiptOf(sale, null, this.#model, peopleOf(this.#tenant)), settings);
      if (outcome !== 'SENT') toasts.show(sell.receiptFailed);
    } catch {
      toasts.show(sell.receiptFailed);
    }
  }
}
