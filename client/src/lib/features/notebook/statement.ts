import type { Customer } from '@digiboost/domain/documents';
import { formatDayLong, formatDayShort, formatMoney } from '@digiboost/domain/french';
import type { MoneyLine } from '@digiboost/domain/ledger';
import { money } from '../../i18n/fr/money.ts';
import { notebook as words } from '../../i18n/fr/notebook.ts';

/** What a line was, in words; a void is what it takes back. */
export const lineText = ({ eventId, kind }: Pick<MoneyLine, 'eventId' | 'kind'>): string =>
  eventId.startsWith('void:') ? money.cancelled(money.kinds[kind]) : money.kinds[kind];

/** An amount with its sign: what was added to a debt, or paid. */
export const signed = (amount: number): string =>
  amount > 0 ? `+ ${formatMoney(amount)}` : `− ${formatMoney(-amount)}`;

/**
 * All that is known of a customer, for the person to take away: what names them, and their lines, newest first, from
 * the day `from` on; null: all of them.
 */
export function personalCopy(
  { name, phone, note, creditLimit, createdAt, history = [] }: Customer,
  { shop, amount, lines, from }: { shop: string; amount: number; lines: readonly MoneyLine[]; from: string | null },
): string {
  const said = words.copy;
  const facts: [string, string | undefined][] = [
    [words.name, name],
    [words.phone, phone],
    [words.note, note],
    [words.limit, creditLimit === undefined ? undefined : formatMoney(creditLimit)],
    [said.since, formatDayLong(createdAt.slice(0, 10))],
    [
      said.before,
      history
        .map(({ value }) => String(value ?? ''))
        .filter(Boolean)
        .join(', '),
    ],
  ];
  const known = facts.flatMap(([label, value]) => (value ? [`${label} : ${value}`] : []));
  const held = from ? [said.linesSince(formatDayLong(from))] : [];
  return [said.title(shop), ...known, '', ...held, statementText(name, shop, amount, lines)].join('\n');
}

/** A customer's statement as a message, oldest line first. `lines`: newest first. */
export function statementText(name: string, shop: string, amount: number, lines: readonly MoneyLine[]): string {
  const told = [...lines]
    .reverse()
    .map((line) => `${formatDayShort(line.day)} ${lineText(line)} ${signed(line.amount)}`);
  return [words.statementTitle(name, shop), ...told, words.statementBalance(amount)].join('\n');
}
