import { formatMoney, formatPercent, formatQuantity, oneLine } from '@digiboost/domain/french';
import { type Revenue, revenue } from '@digiboost/domain/kpis';
import {
  type PurchaseBrief,
  purchaseBrief,
  type RuptureRisk,
  type SalesCause,
  stockDiagnosis,
} from '@digiboost/domain/shop';
import { salesChangeOf } from '../figures/agent-routes.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { fitting } from './screen.ts';

/** A name gets what is left of a line. */
const NAME = 30;
const LISTED = 5;

const CAUSES: Readonly<Record<SalesCause, string>> = {
  PRICE: 'prix',
  RUPTURES: 'ruptures',
  MISSED: 'ventes manquées',
  SEASON: 'jours de la semaine ou saison',
  DEMAND: 'demande',
  UNKNOWN: 'divers et produits inconnus',
};

const signed = (francs: number): string => `${francs > 0 ? '+' : '−'}${formatMoney(Math.abs(francs))}`;

/** The sales of today, of 7 and of 30 days, and why the week is not the one before. */
export function salesAnswer(book: WholeBook): string {
  const line = (label: string, { current, tickets, change }: Revenue): string => {
    const against = change === null ? '' : `, ${change >= 0 ? '+' : '−'}${formatPercent(Math.abs(change), 0)}`;
    return `${label} : *${formatMoney(current)}* (${tickets} ticket${tickets > 1 ? 's' : ''}${against})`;
  };
  const of = (days: number) => revenue(book.totals, book.today, days);
  const { causes, isComparable, revenue: week } = salesChangeOf(book, 7);
  const told = causes
    .filter(({ francs }) => Math.abs(francs) >= Math.max(Math.abs(week.change) / 10, 1))
    .sort((a, b) => Math.abs(b.francs) - Math.abs(a.francs))
    .slice(0, 3)
    .map(({ cause, francs }) => `${CAUSES[cause]} ${signed(francs)}`);
  const why = isComparable && told.length > 0 ? [`Sur 7 jours, ${signed(week.change)} : ${told.join(', ')}.`] : [];
  return [line('Aujourd’hui', of(1)), line('7 jours', of(7)), line('30 jours', of(30)), ...why].join('\n');
}

const named = ({ name, unit, onHand }: RuptureRisk, length: number): string =>
  `• ${oneLine(name.untrusted, length)} : ${formatQuantity(Math.max(onHand, 0), oneLine(unit.untrusted, 12))}`;

/** What is out of stock and what will be, the dearest first. */
export function rupturesAnswer(book: WholeBook, most?: number): string {
  const { ruptures, predicted, withinDays } = stockDiagnosis(book);
  if (ruptures.total.count + predicted.total.count === 0)
    return `Aucune rupture, et aucune prévue sous ${withinDays} jours pour les produits assez vendus.`;
  const rest = (count: number): string[] => (count > 0 ? [`… et ${count} de plus dans l’application.`] : []);
  const dayOf = ({ expected }: RuptureRisk): string =>
    expected ? ` (vers le ${expected.day.slice(8)}/${expected.day.slice(5, 7)})` : '';
  return fitting((lines, name) => {
    const [listed, length] = [Math.ceil(lines / 2), Math.min(name, NAME)];
    const out = ruptures.items.slice(0, listed).map((risk) => named(risk, length));
    const soon = predicted.items.slice(0, listed).map((risk) => named(risk, length) + dayOf(risk));
    return [
      ...(out.length > 0 ? ['*En rupture*', ...out, ...rest(ruptures.total.count - out.length)] : []),
      ...(soon.length > 0
        ? [`*Prévues sous ${withinDays} jours*`, ...soon, ...rest(predicted.total.count - soon.length)]
        : []),
    ].join('\n');
  }, most);
}

/** What to order, in all and of whom; with `budget` FCFA, what it buys. */
export function purchaseAnswer(book: WholeBook, budget: number | null): string {
  const brief = purchaseBrief(book, budget);
  if (brief.suppliers.total.count === 0) return 'Rien à commander pour le moment.';
  return `${brief.budget ? funded(brief.budget) : bySupplier(brief)}\nLe détail est dans Prévisions.`;
}

function bySupplier({ cost, suppliers }: PurchaseBrief): string {
  const lines = suppliers.items
    .slice(0, LISTED)
    .map(
      ({ name, cost: own, lines: { total } }) =>
        `• ${name ? oneLine(name.untrusted, NAME) : 'Sans fournisseur'} : *${formatMoney(own)}* (${total.count} produit${total.count > 1 ? 's' : ''})`,
    );
  return [`À commander : *${formatMoney(cost)}*`, ...lines].join('\n');
}

function funded({ given, cost, left, lines }: NonNullable<PurchaseBrief['budget']>): string {
  if (lines.total.count === 0) return `Avec ${formatMoney(given)}, rien d’utile ne peut être acheté.`;
  const bought = lines.items
    .slice(0, LISTED)
    .map(
      ({ name, unit, quantity, cost: own }) =>
        `• ${oneLine(name.untrusted, NAME)} : *${formatQuantity(quantity, oneLine(unit.untrusted, 12))}*, ${formatMoney(own)}`,
    );
  const more = lines.total.count - bought.length;
  const rest = more > 0 ? [`… et ${more} de plus.`] : [];
  return [
    `Avec ${formatMoney(given)} : ${formatMoney(cost)} d’achats, ${formatMoney(left)} de reste`,
    ...bought,
    ...rest,
  ].join('\n');
}
