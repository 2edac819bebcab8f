import type { Customer } from '../documents/index.ts';
import { type Balance, owesSince } from '../ledger/accounts.ts';
import { businessDay } from '../shared/clock.ts';
import { accountName } from '../shop/people.ts';

/** The names of the columns, as the import knows them. */
const COLUMNS = ['Fiche', 'Client', 'Téléphone', 'Dette', 'Depuis', 'Limite de crédit', 'Note'] as const;

const francs = (amount: number | undefined): string => (amount === undefined ? '' : String(amount));

/**
 * The shop's customers with what they owe and since when as a table for a file, by name, the columns' names first. Read
 * back into the same shop it changes nothing; into another, they owe it as much. Who paid ahead owes nothing there.
 */
export function customersTable(
  customers: readonly Customer[],
  balances: ReadonlyMap<string, Balance>,
  timezone: string | undefined,
): string[][] {
  const documents = new Map<string, Customer>(customers.map((customer) => [customer._id, customer]));
  const accounts = new Set<string>([...documents.keys(), ...balances.keys()]);
  const rows = [...accounts].flatMap((id): string[][] => {
    const [doc, balance] = [documents.get(id), balances.get(id)];
    const amount = balance?.amount ?? 0;
    if (!id.startsWith('customer:') || (amount <= 0 && !doc?.isActive)) return [];
    const since = balance && amount > 0 ? owesSince(balance) : null;
    return [
      [
        id.slice('customer:'.length),
        doc?.name ?? accountName(id as Customer['_id']),
        doc?.phone ?? '',
        amount > 0 ? francs(amount) : '',
        since ? businessDay(since, timezone).split('-').reverse().join('/') : '',
        francs(doc?.creditLimit),
        doc?.note ?? '',
      ],
    ];
  });
  rows.sort(([a = '', name = ''], [b = '', other = '']) => name.localeCompare(other, 'fr') || (a < b ? -1 : 1));
  return [[...COLUMNS], ...rows];
}
