import { type Customer, METHODS, type Method, type Return, type Sale, takeBack } from '@digiboost/domain/documents';
import { amountOfReturn, debtorOf, type Returnable, returnableLines } from '@digiboost/domain/ledger';
import type { ShopMoney } from '../../model/money-reader.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';
import { type DraftPart, type DraftPayment, paymentsOf, restOf } from './draft-payment.ts';

/** What is said of one line of the ticket; null where what was typed is no quantity. */
export interface TakenLine {
  readonly of: Returnable;
  readonly quantity: number | null;
  readonly restocked: boolean;
}

/** Who owes a ticket, or could: null when nobody is named. */
function customerOf(sale: Sale): Customer['_id'] | null {
  const isNamed = sale.customerId !== undefined || sale.customerName !== undefined || sale.payment === 'CREDIT';
  return isNamed ? debtorOf(sale) : null;
}

/** Goods that come back from one ticket, as they are being told. */
export class ReturnForm extends DocumentWriter {
  readonly sale: Sale;
  readonly customerId: Customer['_id'] | null;
  lines = $state.raw<readonly TakenLine[]>([]);
  /** How what is given back is: `method` takes what the parts leave. */
  method = $state<Method>('CASH');
  parts = $state.raw<readonly DraftPart[]>([]);
  reason = $state('');
  /** What the customer owes in all, FCFA. */
  owes = $state(0);
  /** Somebody has tried to record it. */
  isTried = $state(false);
  #typed = $state<number | null>();
  readonly #money: Pick<ShopMoney, 'balances'>;

  readonly total = $derived(this.lines.reduce((sum, { of, quantity }) => sum + amountOfReturn(of, quantity ?? 0), 0));
  /** FCFA off the debt: as much of it as there is, unless somebody says otherwise. */
  readonly credited = $derived.by(() =>
    this.#typed === undefined ? Math.min(this.total, Math.max(this.owes, 0)) : this.#typed,
  );
  /** FCFA to give back. */
  readonly refund = $derived(Math.max(this.total - (this.credited ?? 0), 0));

  readonly payment: DraftPayment = $derived({ payment: this.method, parts: this.parts });

  constructor(
    sale: Sale,
    returns: readonly Return[],
    money: Pick<ShopMoney, 'balances'>,
    replica: WritingReplica,
    timezone: () => string,
  ) {
    super(replica, timezone);
    this.sale = sale;
    this.customerId = customerOf(sale);
    this.#money = money;
    this.lines = returnableLines(sale, returns).map((of) => ({ of, quantity: 0, restocked: true }));
    const paid = sale.payments?.[0]?.method ?? sale.payment;
    this.method = METHODS.find((method) => method === paid) ?? 'CASH';
  }

  /** Reads what the customer owes. */
  async read(): Promise<void> {
    if (this.customerId === null) return;
    this.owes = (await this.#money.balances('customer')).get(this.customerId)?.amount ?? 0;
  }

  setLine(line: number, change: Partial<Pick<TakenLine, 'quantity' | 'restocked'>>): void {
    this.lines = this.lines.map((one) => (one.of.line === line ? { ...one, ...change } : one));
  }

  setMethod(method: Method): void {
    this.method = method;
    // What was a part of it now takes the rest.
    this.parts = this.parts.filter((part) => part.method !== method);
  }

  setCredited(amount: number | null): void {
    this.#typed = amount;
  }

  /** Whether a line says what cannot be. */
  isWrong({ of, quantity }: TakenLine): boolean {
    return quantity === null || quantity > of.left;
  }

  /** What stands in the way of recording it. */
  get problem(): 'none' | 'quantity' | 'credited' | 'part' | 'parts' | null {
    if (this.lines.some((line) => this.isWrong(line))) return 'quantity';
    if (this.lines.every(({ quantity }) => !quantity)) return 'none';
    if (this.credited === null || this.credited > this.total) return 'credited';
    if (this.refund === 0) return null;
    if (this.parts.some(({ amount }) => amount === null)) return 'part';
    return restOf(this.refund, this.payment) < 0 ? 'parts' : null;
  }

  /** True once it is durable on this phone. */
  record(): Promise<boolean> {
    this.isTried = true;
    if (this.problem) return Promise.resolve(false);
    const { sale, customerId, payment, reason, refund } = this;
    const lines = this.lines.flatMap(({ of, quantity, restocked }) =>
      quantity
        ? [{ line: of.line, productId: of.productId, quantity, amount: amountOfReturn(of, quantity), restocked }]
        : [],
    );
    return this.write(() => [
      takeBack(
        {
          saleId: sale._id,
          lines,
          refunds: refund > 0 ? paymentsOf(refund, payment) : [],
          customerId: customerId ?? undefined,
          reason,
        },
        this.recording('return'),
      ),
    ]);
  }
}
