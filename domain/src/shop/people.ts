import type { Customer } from '../documents/customer.ts';
import { fold } from '../french/fold.ts';
import type { MoneyAccount } from '../ledger/money-lines.ts';

/** Who is looked for: a customer, or somebody of the notebook. */
interface Named {
  readonly name: string;
  readonly phone?: string | undefined;
}

const wordsOf = (name: string): string[] => fold(name).split(/\s+/).filter(Boolean);
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * The customers whose name holds every word of `query`, accents and case apart, or whose number holds its digits;
 * those whose name begins so come first. An empty query keeps them all.
 */
export function searchCustomers<C extends Named>(customers: readonly C[], query: string): readonly C[] {
  const words = wordsOf(query);
  if (words.length === 0) return customers;
  const digits = digitsOf(query);
  const found = customers.filter(({ name, phone = '' }) => {
    const folded = fold(name);
    return words.every((word) => folded.includes(word)) || (digits.length >= 3 && digitsOf(phone).includes(digits));
  });
  const isFirst = ({ name }: Named): boolean => fold(name).startsWith(words[0] ?? '');
  return [...found.filter(isFirst), ...found.filter((customer) => !isFirst(customer))];
}

/** A customer who may be the one called `name`: the same words, in any order, or the same number. */
export function customerLike(customers: readonly Customer[], { name, phone = '' }: Named): Customer | undefined {
  const key = wordsOf(name).sort().join(' ');
  const digits = digitsOf(phone).slice(-9);
  return customers.find(
    (other) =>
      other.isActive &&
      (wordsOf(other.name).sort().join(' ') === key ||
        (digits.length === 9 && digitsOf(other.phone ?? '').slice(-9) === digits)),
  );
}

/** What an account without a document is called: what its id was made of, in tickets of before. */
export function accountName(account: MoneyAccount): string {
  const slug = /^customer:nom-(.+)$/.exec(account)?.[1];
  if (slug)
    return slug
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' ');
  return account.startsWith('supplier:') ? 'Fournisseur inconnu' : 'Client sans nom';
}
