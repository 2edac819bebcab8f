import { formatDayShort, formatMoney } from '@digiboost/domain/french';
import type { MoneyLine } from '@digiboost/domain/ledger';
import { money } from '../../i18n/fr/money.ts';
import { notebook as words } from '../../i18n/fr/notebook.ts';

/** What a line was, in words; a void is what it takes back. */
export const lineText = ({ eventId, kind }: Pick<MoneyLine, 'eventId' | 'kind'>): string =>
  eventId.startsWith('void:') ? money.cancelled(money.kinds[kind]) : money.kinds[kind];

/** An amount with its sign: what was added to a debt, or paid. */
export const signed = (amount: number): string =>
  amount > 0 ? `+ ${formatMoney(amount)}` : `− ${formatMoney(-amount)}`;

/** A customer's statement as a message, oldest line first. `lines`: newest first. */
export function statementText(name: string, shop: string, amount: number, lines: readonly MoneyLine[]): string {
  const told = [...lines]
    .reverse()
    .map((line) => `${formatDayShort(line.day)} ${lineText(line)} ${signed(line.amount)}`);
  return [words.statementTitle(name, shop), ...told, words.statementBalance(amount)].join('\n');
}
