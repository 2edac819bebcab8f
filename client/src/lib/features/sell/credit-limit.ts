import type { ShopModel } from '../../model/types.ts';
import type { TicketController } from './ticket.svelte.ts';

/** What a customer would owe beyond what they may, FCFA. */
export interface Excess {
  readonly name: string;
  readonly after: number;
  readonly limit: number;
}

/** Whether the ticket in progress makes its customer owe more than their limit; null when it does not. */
export async function excessOf(
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
