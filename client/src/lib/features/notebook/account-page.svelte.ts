import {
  type Cash,
  type Customer,
  type Method,
  moveMoney,
  type Supplier,
  voidOf,
  withoutPersonalData,
} from '@digiboost/domain/documents';
import type { Balance, MoneyLine } from '@digiboost/domain/ledger';
import type { ShopMoney } from '../../model/money-reader.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

type Person = Customer['_id'] | Supplier['_id'];

/** What an account comes to, and its lines; records payments. */
export class AccountPage extends DocumentWriter {
  readonly account: Person;
  balance = $state.raw<Balance | null>(null);
  lines = $state.raw<readonly MoneyLine[]>([]);
  loaded = $state(false);
  readonly #money: ShopMoney;

  constructor(account: Person, money: ShopMoney, replica: WritingReplica, timezone: () => string) {
    super(replica, timezone);
    this.account = account;
    this.#money = money;
  }

  /** FCFA; negative when more was paid than was owed. */
  get amount(): number {
    return this.balance?.amount ?? 0;
  }

  get isCustomer(): boolean {
    return this.account.startsWith('customer:');
  }

  /** Reads it anew. */
  async read(): Promise<void> {
    const [balances, lines] = await Promise.all([
      this.#money.balances(this.isCustomer ? 'customer' : 'supplier'),
      this.#money.timeline(this.account),
    ]);
    this.balance = balances.get(this.account) ?? null;
    this.lines = lines;
    this.loaded = true;
  }

  /** A payment of this customer, or to this supplier. */
  pay(amount: number, method: Method): Promise<boolean> {
    const kind = this.isCustomer ? ('CUSTOMER_PAYMENT' as const) : ('SUPPLIER_PAYMENT' as const);
    return this.write(() => [moveMoney({ kind, method, amount, ...this.#person }, this.recording('cash'))]);
  }

  /** What was owed before anything was recorded. */
  open(amount: number): Promise<boolean> {
    return this.write(() => [moveMoney({ kind: 'OPENING', amount, ...this.#person }, this.recording('cash'))]);
  }

  /** Takes back what was recorded by mistake. */
  async cancel(eventId: string): Promise<boolean> {
    return this.write(async () => {
      const cash = await this.replica.get<Cash>(eventId as Cash['_id']);
      return cash ? [voidOf(cash, this.replica.author())] : [];
    });
  }

  /** Takes away what names the customer; what was bought and paid stays. */
  erase(customer: Customer): Promise<boolean> {
    return this.write(() => [withoutPersonalData(customer, this.replica.author())]);
  }

  get #person() {
    return this.account.startsWith('customer:')
      ? { customerId: this.account as Customer['_id'] }
      : { supplierId: this.account as Supplier['_id'] };
  }
}
