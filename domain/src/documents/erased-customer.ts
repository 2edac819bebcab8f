import type { Author } from './author.ts';
import type { Customer } from './customer.ts';
import { revise } from './merge.ts';

/** What a customer is called whose personal data were erased. */
const ERASED_NAME = 'Client effacé';

/**
 * The customer without what names them, nor what was said of them before: what was bought and paid hangs on the id and
 * stays, so that every amount of the shop is what it was.
 */
export function withoutPersonalData(customer: Customer, author: Author): Customer {
  const nothing = { phone: undefined, note: undefined, creditLimit: undefined };
  const { history, ...erased } = revise(customer, { name: ERASED_NAME, ...nothing, isActive: false }, author);
  return erased;
}
