import type { Customer } from '@digiboost/domain/documents';
import { formatMoney, oneLine, plural } from '@digiboost/domain/french';
import { owesSince } from '@digiboost/domain/ledger';
import { PAYMENT_WORDS } from '@digiboost/domain/reports/payment-words';
import { type Day, daysBetween } from '@digiboost/domain/shared/day';
import { accountName, searchCustomers } from '@digiboost/domain/shop';
import type { Database } from '../couch/client.ts';
import { customersOf, tillOf } from '../figures/money-answers.ts';
import type { ShopMoney } from '../shop/shop-money.ts';
import { fitting } from './screen.ts';

/** What should be in the till by each way to pay, and what came in and went out today. */
export async function tillAnswer(shop: Database, money: ShopMoney): Promise<string> {
  const { now, movements } = await tillOf(shop, money);
  if (now.length === 0) return 'La caisse n’a encore rien enregistré.';
  const drawers = now.filter(({ device }) => device !== null);
  const counted = drawers.filter(({ countedAt }) => countedAt !== null);
  const parts = now.flatMap(({ method, device, expected, countedAt }) => {
    if (device !== null) return [];
    if (method === 'CASH' && counted.length > 0) {
      const sum = counted.reduce((total, part) => total + part.expected, 0);
      const all = counted.length === drawers.length ? '' : ` sur ${drawers.length}`;
      return [`• ${PAYMENT_WORDS[method]} (${plural(counted.length, 'téléphone')}${all}) : *${formatMoney(sum)}*`];
    }
    const told = countedAt === null ? 'jamais compté, faites une première clôture' : `*${formatMoney(expected)}*`;
    return [`• ${PAYMENT_WORDS[method]} : ${told}`];
  });
  // A transfer neither comes in nor goes out.
  const moved = movements.filter(({ kind }) => kind !== 'TRANSFER').map(({ amount }) => amount);
  const [into, out] = [1, -1].map((sign) => moved.reduce((sum, amount) => sum + Math.max(sign * amount, 0), 0));
  return [...parts, `Aujourd’hui : ${formatMoney(into ?? 0)} entrés, ${formatMoney(out ?? 0)} sortis`].join('\n');
}

/** Who owes what since when: everybody, or whoever `asked` names, also when they owe nothing. */
export const debtsAnswer = (money: ShopMoney, asked: string, most?: number): string =>
  fitting((listed, name) => (asked === '' ? everybody : thoseCalled(asked))(money, listed, name), most);

function everybody(money: ShopMoney, listed: number, length: number): string {
  const { total, count, customers, today } = customersOf(money, { limit: listed });
  if (count === 0) return 'Personne ne doit d’argent.';
  const lines = customers.map(({ id, name, amount, since }) =>
    line(oneLine(name ?? nameOf(id, money), length), amount, since, today),
  );
  const rest = count - customers.length;
  const more = rest > 0 ? [`… et ${rest} de plus : écrivez DETTES et un nom.`] : [];
  return [`À recevoir : *${formatMoney(total)}*`, ...lines, ...more].join('\n');
}

const thoseCalled = (asked: string) => (money: ShopMoney, listed: number, length: number) => {
  const { balances, customers, today } = money;
  const ids = new Set([...customers.keys(), ...balances.keys()].filter((id) => id.startsWith('customer:')));
  const people = [...ids].flatMap((id) => {
    const [doc, balance] = [customers.get(id as Customer['_id']), balances.get(id as Customer['_id'])];
    const amount = balance?.amount ?? 0;
    if (doc?.isActive === false && amount === 0) return [];
    return [{ name: nameOf(id, money), phone: doc?.phone, amount, since: balance ? owesSince(balance) : null }];
  });
  const found = searchCustomers(people, asked);
  if (found.length === 0) return `Aucun client ne correspond à « ${asked} ».`;
  const lines = found
    .slice(0, listed)
    .map(({ name, amount, since }) => line(oneLine(name, length), amount, since, today));
  const rest = found.length - lines.length;
  return [...lines, ...(rest > 0 ? [`… et ${rest} de plus : précisez le nom.`] : [])].join('\n');
};

const nameOf = (id: string, { customers }: ShopMoney): string =>
  customers.get(id as Customer['_id'])?.name ?? accountName(id as Customer['_id']);

function line(name: string, amount: number, since: string | null, today: Day): string {
  const who = `• ${name} : `;
  if (amount < 0) return `${who}rien, ${formatMoney(-amount)} payés d’avance`;
  if (amount === 0) return `${who}rien`;
  const days = since ? Math.max(daysBetween(since.slice(0, 10), today), 0) : null;
  const age = days === null ? '' : days === 0 ? ', depuis aujourd’hui' : `, depuis ${plural(days, 'jour')}`;
  return `${who}*${formatMoney(amount)}*${age}`;
}
