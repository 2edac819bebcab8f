import type { Reliability, StockOut } from '@digiboost/domain/forecast';
import {
  de,
  formatDayLong,
  formatMoney,
  formatNumber,
  formatPercent,
  formatQuantity,
  plural,
  unitFor,
} from '@digiboost/domain/french';
import type { Recommendation } from '@digiboost/domain/purchase';
import { addDays } from '@digiboost/domain/shared/day';

import { coverageDays } from './coverage.ts';
import { replicaErrors } from './replica-errors.ts';

/** Days that a forecast reaches; a date beyond them is not known. */
const KNOWN_DAYS = 30;

/** A day to come: "aujourd’hui", "demain", "jeudi 26", with its month when it is not `today`'s. */
export function comingDay(day: string, today: string): string {
  const near = nearDay(day, today);
  const month = formatDayLong(day).split(' ')[2];
  return day.slice(0, 7) === today.slice(0, 7) || !/\d/.test(near) ? near : `${near}\u00a0${month}`;
}

/** A day of the next 30, whose date alone says which it is: "aujourd’hui", "demain", "jeudi 26". */
function nearDay(day: string, today: string): string {
  if (day === today) return 'aujourd’hui';
  if (day === addDays(today, 1)) return 'demain';
  const [weekday, date] = formatDayLong(day).split(' ');
  return `${weekday}\u00a0${date}`;
}

/** When a stock runs out: "jeudi 26", "entre jeudi 26 et samedi 28", "à partir de jeudi 26". Day 1 is `today`. */
export function ruptureRange({ from, to }: Pick<StockOut, 'from' | 'to'>, today: string): string {
  const named = (day: number): string => nearDay(addDays(today, day - 1), today);
  if (from > KNOWN_DAYS) return 'pas avant un mois';
  if (to > KNOWN_DAYS) return from === 1 ? 'à tout moment' : `à partir de ${named(from)}`;
  return from === to ? named(from) : `entre ${named(from)} et ${named(to)}`;
}

const reliabilities: Record<Reliability, string> = {
  RELIABLE: 'bonne',
  MEDIUM: 'moyenne',
  LOW: 'faible',
  INSUFFICIENT: 'données insuffisantes',
};
const reliabilityHelp: Record<Reliability, string> = {
  RELIABLE: 'Ce produit se vend régulièrement : sur 10 dates annoncées ainsi, 9 sont justes à 2 jours près.',
  MEDIUM: 'Les ventes de ce produit varient : la rupture peut venir quelques jours plus tôt ou plus tard.',
  LOW: 'Ce produit se vend irrégulièrement : prenez la date comme un ordre de grandeur.',
  INSUFFICIENT: 'Il faut 56 jours d’historique, dont au moins 2 jours de vente, pour prévoir ce produit.',
};

/** Units as they are said of a forecast: one decimal under ten, none above. */
const about = (units: number, unit: string): string => {
  const rounded = units < 10 ? Math.round(units * 10) / 10 : Math.round(units);
  return `${formatNumber(rounded, 1)}\u202f${unitFor(rounded, unit)}`;
};

const days = (count: number): string => plural(Math.round(count), 'jour');

/** The packs of a quantity: "6 colis de 10 sacs"; nothing for goods that are bought one by one. */
const packsText = (packs: number, packSize: number, unit: string): string =>
  packSize === 1 ? '' : `${plural(packs, 'colis', 'colis')} de ${formatQuantity(packSize, unit)}`;

/** Why this quantity, in sentences: every figure of the working, and nothing else. */
export function workingText({ quantity, packs, cost, working }: Recommendation, unit: string): string {
  const { basis, onHand, onOrder, need, packSize, maxStock, capped } = working;
  const stock = `Vous en avez ${formatQuantity(onHand)} en stock et ${formatQuantity(onOrder)} en route`;
  const missing = need > 0 ? `il manque ${formatQuantity(need, unit)}` : 'rien à commander pour l’instant';
  const inPacks = packsText(packs, packSize, unit);
  const amount = `${formatQuantity(quantity, unit)}${inPacks ? ` (${inPacks})` : ''}, ${formatMoney(cost)}`;
  const limit =
    maxStock === null || !capped
      ? ''
      : quantity === 0
        ? ` Un colis de plus dépasserait le stock maximum (${formatQuantity(maxStock, unit)}).`
        : ` Le stock maximum (${formatQuantity(maxStock, unit)}) limite la commande.`;
  const order = quantity > 0 ? ` À commander : ${amount}.` : '';
  const why = { DEMAND: demandText, STOPPING: stoppingText, LEVELS: levelsText }[basis](working, unit);
  return `${why} ${stock} : ${missing}.${limit}${order}`;
}

function demandText(working: Recommendation['working'], unit: string): string {
  const { leadTimeDays, reviewDays, expected, target, serviceTarget } = working;
  const lead = leadTimeDays === 0 ? 'livraison le jour même' : `${days(leadTimeDays)} de livraison`;
  return (
    `En ${days(leadTimeDays + reviewDays)} (${lead} et ${days(reviewDays)} jusqu’à la commande suivante), ` +
    `on attend ${about(expected ?? 0, unit)} de ventes. Pour suffire ${formatPercent(serviceTarget, 0)} du temps, ` +
    `il faut ${formatQuantity(target, unit)}.`
  );
}

const stoppingText = (): string =>
  'Ce produit ne se vend plus : rien n’est proposé tant qu’il ne se vend pas de nouveau.';

function levelsText({ target, need }: Recommendation['working'], unit: string): string {
  const fill = need > 0 ? ` Le stock est au minimum : on complète jusqu’à ${formatQuantity(target, unit)}.` : '';
  return `Pas encore assez de ventes pour prévoir : ce sont vos seuils, minimum et maximum, qui comptent.${fill}`;
}

/** Words of what is foreseen and of what to order. */
export const forecast = {
  title: 'Prévisions',
  views: 'Vue',
  ruptures: 'Ruptures',
  purchase: 'À commander',
  orders: 'Commandes',
  computing: 'Calcul des prévisions…',
  copyingHelp: 'Les prévisions seront là dans quelques secondes, avec du réseau.',
  noProducts: 'Aucun produit à prévoir',
  noProductsHelp: 'Créez vos produits ou importez votre fichier Excel : les prévisions suivront les ventes.',
  newProduct: 'Nouveau produit',
  import: 'Importer un fichier',
  tooYoung: (remaining: number) => `Encore ${plural(remaining, 'jour')} de ventes pour prévoir`,
  tooYoungHelp: (known: number) =>
    `Il faut 56 jours d’historique ; cette boutique en a ${formatNumber(known)}. Continuez d’enregistrer les ventes, ou importez celles d’avant.`,
  noRuptures: 'Aucune rupture prévue sous 15 jours',
  noRupturesHelp: 'Les stocks suffisent aux ventes attendues.',
  list: 'Ruptures prévues sous 15 jours',
  summary: (out: number, soon: number) =>
    [plural(out, 'déjà en rupture', 'déjà en rupture'), `${formatNumber(soon)} sous 15 jours`].join(' · '),
  insufficient: (count: number) =>
    `${plural(count, 'produit n’a pas', 'produits n’ont pas')} encore assez d’historique (56 jours, dont 2 avec vente) : aucune date pour ${count < 2 ? 'lui' : 'eux'}.`,
  backTest: (error: number, origins: number) =>
    origins === 1
      ? `Sur vos 15 derniers jours, l’écart entre ventes prévues et ventes réelles de toute la boutique était de ${formatPercent(error, 0)}.`
      : `Sur vos 15 derniers jours et ${plural(origins - 1, 'période', 'périodes')} de 15 jours avant, l’écart entre ventes prévues et ventes réelles de toute la boutique était de ${formatPercent(error, 0)} en moyenne.`,
  backTestNote: 'Pour un seul produit, l’écart est plus grand.',
  noBackTest: 'Pas encore assez de passé pour mesurer l’écart entre ces prévisions et vos ventes réelles.',
  testing: 'L’écart entre ces prévisions et vos ventes réelles est en train d’être mesuré.',
  out: 'En rupture',
  outSince: 'Rayon vide',
  reliability: 'Fiabilité',
  reliabilities,
  reliabilityHelp,
  reliabilityOf: (value: Reliability) => (value === 'RELIABLE' ? 'date fiable' : `fiabilité ${reliabilities[value]}`),
  coverageOf: (coverage: number) => `${coverageDays(coverage)} de stock`,
  legend: {
    today: 'auj.',
    likely: 'Rupture probable',
    between: 'Possible (8 fois sur 10)',
    delivery: 'Livraison si commande aujourd’hui',
  },
  onTheWay: (quantity: string) => `${quantity} en route`,
  noDemand: 'aucune vente attendue',
  band: (when: string, lead: number) => `Rupture : ${when}. Livraison en ${days(lead)}.`,

  why: {
    demand: 'Ventes attendues',
    perDay: (units: number, unit: string) => `${about(units, unit)} par jour`,
    onHand: 'En stock',
    onOrder: 'En route',
    lead: 'Délai de livraison',
    leadOf: (count: number, supplier: string) => `${count === 0 ? 'le jour même' : days(count)} (${supplier})`,
    noSupplier: 'aucun fournisseur : délai supposé',
    coverage: 'Couverture',
    rupture: 'Rupture prévue',
    working: 'Le calcul',
    risk: (amount: number) => `Sans commande, environ ${formatMoney(amount)} de marge risquent d’être perdus.`,
    product: 'Voir le produit',
    demandOf: (name: string) => `Pourquoi ? ${name}`,
  },

  buy: {
    none: 'Rien à commander aujourd’hui',
    noneHelp: 'Les stocks, avec ce qui est en route, suffisent jusqu’à la prochaine commande.',
    budget: 'J’ai',
    budgetHint: 'L’argent pour ces commandes. Vide : tout ce qui est conseillé.',
    planning: 'Calcul de ce que ce budget achète…',
    budgetUnread: 'Tapez un montant en francs, sans virgule. La liste n’a pas changé.',
    bought: (count: number, inPart: number, cost: number, left: number) =>
      `${plural(count, 'produit')}${inPart > 0 ? `, dont ${formatNumber(inPart)} en partie,` : ''} pour ${formatMoney(cost)}, reste ${formatMoney(left)}.`,
    enough: (cost: number, left: number) => `Cela suffit pour tout : ${formatMoney(cost)}, reste ${formatMoney(left)}.`,
    leftOut: (entirely: number, inPart: number, cost: number) => {
      const among = entirely > 0 ? 'autre' : 'produit';
      const part = `une partie ${inPart < 2 ? `d’un ${among}` : `de ${plural(inPart, among)}`}`;
      const goods = [entirely > 0 ? plural(entirely, 'produit') : '', inPart > 0 ? part : '']
        .filter(Boolean)
        .join(' et ');
      return `Laissé de côté : ${goods}, ${formatMoney(cost)} d’achats.`;
    },
    leftOutCost: (amount: number) =>
      amount > 0
        ? `Ce choix risque de coûter ${formatMoney(amount)} de marge avant la livraison suivante.`
        : 'Ce choix ne devrait pas coûter de marge avant la livraison suivante.',
    leftOutList: 'Ce qui est laissé de côté',
    leftOutLine: (quantity: string, cost: number, lost: number) =>
      `${quantity}, ${formatMoney(cost)}${lost > 0 ? `, marge perdue ${formatMoney(lost)}` : ''}`,
    total: (cost: number) => `Total : ${formatMoney(cost)}`,
    ofBudget: (budget: number) => `sur ${formatMoney(budget)}`,
    noSupplier: 'Sans fournisseur',
    noSupplierHelp: 'Choisissez le fournisseur sur la fiche de ces produits pour pouvoir commander.',
    unknownSupplier: 'Fournisseur inconnu',
    arrival: (day: string) => `livraison ${day}`,
    lines: (count: number) => plural(count, 'produit'),
    quantityOf: (name: string) => `Quantité ${de(name)}`,
    inPacks: packsText,
    capped: (max: string) => `limité par le stock maximum (${max})`,
    levels: 'd’après vos seuils',
    notWhole: (size: string) => `Le fournisseur vend par colis de ${size}.`,
    overMax: (max: string) => `Dépasse le stock maximum (${max}).`,
    left: 'laissé de côté',
    order: (cost: number) => `Préparer la commande · ${formatMoney(cost)}`,
    orderAll: (count: number) => `Préparer ${plural(count, 'commande')}`,
    ordered: (count: number) => (count < 2 ? 'Commande préparée' : `${formatNumber(count)} commandes préparées`),
    draft: 'Un brouillon existe déjà pour ce fournisseur.',
    openDraft: 'Ouvrir le brouillon',
    advised: 'Revenir aux quantités conseillées',
    more: (count: number) => `Voir ${plural(count, 'produit')} de plus`,
    viewerOnly: 'Votre compte permet de consulter, pas de commander.',
    faults: replicaErrors,
  },
};
