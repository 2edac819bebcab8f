import type { ProductId } from '../documents/product.ts';
import {
  formatDate,
  formatDayLong,
  formatMoney,
  formatNumber,
  formatPercent,
  oneLine,
  plural,
} from '../french/index.ts';
import { formatMonth } from '../french/time.ts';
import { periodLength, type SalesPeriod, type SalesStep } from '../kpis/sales-period.ts';
import { costedSales, type SalesReport, salesReport } from '../kpis/sales-report.ts';
import { valuation } from '../kpis/valuation.ts';
import { against, comparable, revenueOf } from './comparison.ts';
import type { Figure, Section, Value } from './paper.ts';
import { PAYMENT_WORDS } from './payment-words.ts';
import { inWords } from './period.ts';
import type { ReportBook, ReportInput, ReportKind } from './report.ts';
import { ruptures } from './ruptures.ts';
import { lastDay, stockOn, unitCostOn } from './stock-on.ts';

/** Days from which a curve shows months rather than days. */
const LONG = 93;
const RUPTURES_NAMED = 8;

/** What happened, in the words of somebody who has two minutes. */
function inShort(book: ReportBook, period: SalesPeriod, report: SalesReport): string[] {
  const { before, yearBefore } = comparable(period);
  const days = periodLength(period);
  const said = [
    `${book.shop ? oneLine(book.shop.name) : 'La boutique'} a vendu pour ${formatMoney(report.revenue)} ${inWords(period)}, en ${plural(report.tickets, 'ticket')} : ${formatMoney(Math.round(report.revenue / days))} par jour en moyenne.`,
  ];
  const changes = [
    against(report.revenue, revenueOf(book, before), `que la période d’avant (${inWords(before)})`),
    against(report.revenue, revenueOf(book, yearBefore), `qu’un an plus tôt (${inWords(yearBefore)})`),
  ].flatMap((text) => text ?? []);
  if (changes.length > 0) said.push(`C’est ${changes.join(', et ')}.`);
  else said.push('La boutique ne vendait pas encore assez longtemps avant pour comparer.');
  const best = [...book.totals]
    .filter(({ day }) => day >= period.from && day <= period.to)
    .sort((a, b) => b.revenue - a.revenue || (a.day < b.day ? -1 : 1))[0];
  if (best && days > 1) said.push(`Le meilleur jour : ${formatDayLong(best.day)}, avec ${formatMoney(best.revenue)}.`);
  return said;
}

function curve(report: SalesReport, step: SalesStep): Section {
  const rows = report.steps.map(({ from, revenue, margin, tickets }): Value[] => [
    step === 'MONTH' ? formatMonth(from) : from,
    revenue,
    margin,
    tickets,
  ]);
  return {
    name: 'Ventes',
    title: step === 'MONTH' ? 'Ventes mois par mois' : 'Ventes jour par jour',
    isTold: true,
    table: {
      id: 'steps',
      columns: [
        { id: 'day', label: step === 'MONTH' ? 'Mois' : 'Jour', kind: step === 'MONTH' ? 'text' : 'day' },
        { id: 'revenue', label: 'CA', kind: 'money', total: 'sum' },
        { id: 'margin', label: 'Marge', kind: 'money', total: 'sum' },
        { id: 'tickets', label: 'Tickets', kind: 'count', total: 'sum' },
      ],
      rows,
    },
    charts: [
      {
        title: 'CA et marge',
        form: step === 'MONTH' ? 'columns' : 'line',
        names: 'day',
        series: ['revenue', 'margin'],
      },
    ],
  };
}

const essentials = (input: ReportInput, report: SalesReport): Section => {
  const { book, period } = input;
  const day = lastDay(period, book.today);
  const lines = [...book.products.values()].map((ledger) => ({
    product: ledger.product,
    onHand: stockOn(ledger, day, book.today),
    unitCost: unitCostOn(ledger, day, book.today),
  }));
  const asked = report.revenue + report.missedRevenue;
  const average = report.averageTicket;
  const figures: Figure[] = [
    { label: 'CA', value: report.revenue, kind: 'money' },
    {
      label: 'Marge brute',
      value: report.margin,
      kind: 'money',
      ...(report.marginRate === null ? {} : { note: `${formatPercent(report.marginRate)} du CA` }),
    },
    {
      label: 'Tickets',
      value: report.tickets,
      kind: 'count',
      ...(average === null ? {} : { note: `${formatMoney(average)} en moyenne` }),
    },
    { label: 'Valeur du stock', value: valuation(lines).total, kind: 'money', note: `le ${formatDate(day)}` },
    {
      label: 'Taux de service',
      value: asked > 0 ? report.revenue / asked : null,
      kind: 'rate',
      note:
        report.missedTickets === 0
          ? 'aucune vente manquée notée'
          : `${plural(report.missedTickets, 'vente manquée', 'ventes manquées')} : ${formatMoney(report.missedRevenue)}`,
    },
  ];
  const { rate } = ruptures(book, day);
  figures.push({
    label: 'Disponibilité',
    value: rate.rate,
    kind: 'rate',
    note: 'sur 30 jours, produits qui se vendent',
  });
  return { name: 'Essentiel', title: 'L’essentiel', figures, texts: inShort(book, period, report) };
};

function stockSection({ book, period }: ReportInput): Section {
  const day = lastDay(period, book.today);
  const { lost, amount, empty, low, products } = ruptures(book, day);
  return {
    name: 'Stock',
    title: 'Stock et ruptures',
    figures: [
      { label: 'Produits en rupture', value: empty, kind: 'count', note: `sur ${formatNumber(products)}` },
      { label: 'Stock faible', value: low, kind: 'count' },
      { label: 'CA perdu, estimé', value: amount, kind: 'money', note: 'rayons vides, sur 30 jours' },
    ],
    texts: [
      lost.length === 0
        ? 'Aucun produit qui se vend n’a manqué pendant ces 30 jours.'
        : `${plural(lost.length, 'produit a manqué', 'produits ont manqué')} au moins un jour pendant les 30 jours qui finissent le ${formatDate(day)}.`,
    ],
    ...(lost.length === 0
      ? {}
      : {
          table: {
            id: 'ruptures',
            columns: [
              { id: 'name', label: 'Ce qui a manqué le plus', kind: 'text', isWide: true },
              { id: 'days', label: 'Jours sans stock', kind: 'count' },
              { id: 'lost', label: 'CA perdu, estimé', kind: 'money' },
            ],
            rows: lost.slice(0, RUPTURES_NAMED).map(({ name, emptyDays, amount: own }) => [name, emptyDays, own]),
          },
        }),
  };
}

/** A period on a few pages, for somebody who lends money. */
export const monthlySummary: ReportKind = {
  type: 'MONTHLY_SUMMARY',
  title: 'Synthèse mensuelle',
  hint: 'Deux à quatre pages pour le banquier : ventes, marge, stock, ruptures.',
  format: 'pdf',
  tellsCosts: true,
  notes: [
    'CA : ce qui a été livré ; les tickets annulés n’y sont pas. Marge brute : CA moins quantités × coût moyen (CMP) du jour de la vente.',
    'Taux de service : livré ÷ (livré + ventes manquées), au prix de vente. Il ne connaît que les ventes manquées qui ont été notées.',
    'Disponibilité : part des jours où un produit qui se vend d’habitude était en rayon, sur 30 jours.',
    'CA perdu, estimé : ventes habituelles d’un produit × ses jours sans stock.',
    'Valeur du stock : quantités × coût moyen (CMP). Ces chiffres viennent de la caisse de la boutique ; ils ne sont pas des comptes certifiés.',
  ],
  sections(input): Section[] {
    const { book, period } = input;
    const step: SalesStep = periodLength(period) > LONG ? 'MONTH' : 'DAY';
    const report = salesReport(
      { products: costedSales(book.products.values()), days: book.totals, free: book.free },
      period,
      step,
    );
    const share = { kind: 'quotient', of: 'revenue', by: 'whole' } as const;
    const whole = report.revenue;
    const sold = [
      { id: 'revenue', label: 'CA', kind: 'money', total: 'sum' },
      { id: 'whole', label: 'CA de la période', kind: 'money', isKey: true },
      { id: 'share', label: 'Part du CA', kind: 'rate', follows: share },
      { id: 'margin', label: 'Marge', kind: 'money', total: 'sum' },
    ] as const;
    const nameOf = (id: ProductId): string => oneLine(book.products.get(id)?.product.name ?? 'Produit inconnu');
    const sections: Section[] = [essentials(input, report)];
    if (report.tickets === 0 && report.revenue === 0) return [...sections, stockSection(input)];
    sections.push(
      curve(report, step),
      {
        name: 'Produits',
        title: 'Les meilleurs produits',
        table: {
          id: 'top',
          columns: [{ id: 'name', label: 'Produit', kind: 'text', isWide: true }, ...sold],
          rows: report.topByRevenue.map(({ id, revenue, margin }) => [nameOf(id), revenue, whole, null, margin]),
        },
      },
      {
        name: 'Catégories',
        title: 'Par catégorie',
        table: {
          id: 'categories',
          columns: [{ id: 'name', label: 'Catégorie', kind: 'text', isWide: true }, ...sold],
          rows: [
            ...report.byCategory.map(({ categoryId, revenue, margin }): Value[] => [
              oneLine((categoryId && book.categories.get(categoryId)?.name) || 'Sans catégorie'),
              revenue,
              whole,
              null,
              margin,
            ]),
            ...(report.free === 0 ? [] : [['Divers (hors catalogue)', report.free, whole, null, 0]]),
          ],
        },
        charts: [{ title: 'CA par catégorie', form: 'bars', names: 'name', series: ['revenue'], rows: 10 }],
      },
      {
        name: 'Paiements',
        title: 'Comment les clients ont payé',
        table: {
          id: 'payments',
          columns: [
            { id: 'name', label: 'Moyen', kind: 'text', isWide: true },
            { id: 'revenue', label: 'Montant', kind: 'money', total: 'sum' },
            { id: 'whole', label: 'CA de la période', kind: 'money', isKey: true },
            { id: 'share', label: 'Part du CA', kind: 'rate', follows: share },
          ],
          rows: report.byPayment.map(({ payment, amount }) => [
            payment === null ? 'Non précisé' : PAYMENT_WORDS[payment],
            amount,
            whole,
            null,
          ]),
        },
      },
      stockSection(input),
    );
    return sections;
  },
};
