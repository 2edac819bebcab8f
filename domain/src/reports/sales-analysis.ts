import { formatDate, formatDayShort, plural } from '../french/index.ts';
import { addDays, dayNumber, weekday } from '../shared/day.ts';
import { type Groups, UNTOLD } from './groups.ts';
import { groupsOf, linesTable } from './lines-table.ts';
import type { Column, Follows, Section, Table, Value } from './paper.ts';
import type { ReportKind } from './report.ts';
import { soldLines } from './sales-lines.ts';
import { settledSections } from './settled-table.ts';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

const sumOf = (sum: string, there: string, here: string): Follows => ({
  kind: 'sumWhere',
  table: 'lines',
  sum,
  where: [{ there, here }],
});

/** The lines added up by the column `there`; `head` names each row, its column `here` holding what is looked for. */
function sumTable(
  id: string,
  head: readonly Column[],
  there: string,
  here: string,
  rows: readonly (readonly Value[])[],
  hasQuantity = false,
): Table {
  const quantity: readonly Column[] = hasQuantity
    ? [{ id: 'quantity', label: 'Quantité', kind: 'quantity', follows: sumOf('quantity', there, here) }]
    : [{ id: 'tickets', label: 'Tickets', kind: 'count', follows: sumOf('first', there, here), total: 'sum' }];
  const sums: readonly Column[] = [
    ...quantity,
    { id: 'amount', label: 'CA', kind: 'money', follows: sumOf('amount', there, here), total: 'sum' },
    { id: 'margin', label: 'Marge', kind: 'money', follows: sumOf('margin', there, here), total: 'sum' },
    {
      id: 'rate',
      label: 'Taux de marge',
      kind: 'rate',
      follows: { kind: 'quotient', of: 'margin', by: 'amount' },
      total: 'follows',
    },
  ];
  return { id, columns: [...head, ...sums], rows: rows.map((row) => [...row, ...sums.map(() => null)]) };
}

const NUMBER: Column = { id: 'number', label: 'N°', kind: 'count' };

function groupSection(name: string, title: string, label: string, id: string, groups: Groups): Section {
  const head: readonly Column[] = [NUMBER, { id: 'name', label, kind: 'text', isWide: true }];
  const rows = groups.names.map((own, index) => [index + 1, own]);
  const isProduct = id === 'product';
  // One ticket may hold several products and categories: tickets are not theirs to count.
  const hasQuantity = isProduct || id === 'category';
  return {
    name,
    title,
    table: sumTable(`by_${id}`, head, `${id}_n`, 'number', rows, hasQuantity),
    charts: [
      {
        title: isProduct ? 'Les 10 premiers produits par CA' : 'CA',
        form: 'bars',
        names: 'name',
        series: ['amount'],
        rows: 10,
      },
    ],
  };
}

/** Every line sold in a period, and the sums that a workbook makes of them. */
export const salesAnalysis: ReportKind = {
  type: 'SALES_ANALYSIS',
  title: 'Analyse des ventes',
  hint: 'Chaque ligne vendue, puis par jour, produit, catégorie, vendeur, paiement, heure et client : formules et graphiques.',
  format: 'xlsx',
  tellsCosts: true,
  needsSales: true,
  notes: [
    'La feuille « Lignes » contient chaque ligne vendue. Les autres feuilles l’additionnent par des formules : filtrez ou corrigez, elles suivent.',
    'Les totaux au-dessus des tableaux ne comptent que les lignes affichées par le filtre.',
    'CA : ce qui a été livré ; les tickets annulés n’y sont pas.',
    'Coût : quantité × prix d’achat du produit. Marge : CA moins coût.',
    '« Divers » : vendu hors catalogue. Le coût n’en est pas connu : compté au prix de vente, sans marge.',
    '« Sans détail » : ce jour-là, les tickets eux-mêmes ne sont pas sur cet appareil. Les quantités et les montants par produit sont complets.',
    'Un ticket compte une fois, à sa première ligne. Payé en plusieurs fois, il a plusieurs règlements.',
  ],
  sections(input): Section[] {
    const { book, period } = input;
    const lines = soldLines(book, period, input.sales);
    const groups = groupsOf(lines, input);
    const data = linesTable(lines, groups);
    const amount = lines.reduce((sum, line) => sum + line.amount, 0);
    const [byPayment, settled] = settledSections(input.sales, amount, period.to);
    const untold = lines.reduce((sum, line) => sum + (line.ticket ? 0 : line.amount), 0);
    const tickets = lines.filter(({ ticket }) => ticket?.isFirst).length;
    const days: Value[][] = [];
    const length = dayNumber(period.to) - dayNumber(period.from) + 1;
    for (let index = 0; index < length; index += 1) {
      const day = addDays(period.from, index);
      days.push([day, WEEKDAYS[weekday(day)] ?? '']);
    }
    const hours = [...new Set(lines.map(({ ticket }) => ticket?.hour ?? -1))].sort((a, b) => a - b);
    const first = lines.find(({ ticket }) => ticket)?.day;
    return [
      {
        name: 'Synthèse',
        title: 'L’essentiel',
        figures: [
          { label: 'CA', value: amount, kind: 'money' },
          { label: 'Tickets détaillés', value: tickets, kind: 'count' },
          { label: 'Lignes', value: lines.length, kind: 'count' },
          { label: 'Produits vendus', value: groups.product.names.length, kind: 'count' },
        ],
        texts:
          lines.length === 0
            ? ['Rien n’a été vendu pendant cette période.']
            : untold === 0
              ? []
              : [
                  first === undefined
                    ? 'Les tickets de cette période ne sont pas sur cet appareil : heures, vendeurs, clients et paiements sont « sans détail ».'
                    : `Une partie des ventes n’a pas le détail de ses tickets sur cet appareil (${plural(lines.filter(({ ticket }) => !ticket).length, 'ligne')}) ; les tickets y sont à partir du ${formatDate(first)}.`,
                ],
      },
      {
        name: 'Par jour',
        title: `Ventes par jour, du ${formatDayShort(period.from)} au ${formatDayShort(period.to)}`,
        table: sumTable(
          'by_day',
          [
            { id: 'day', label: 'Jour', kind: 'day' },
            { id: 'weekday', label: 'Jour de la semaine', kind: 'text' },
          ],
          'day',
          'day',
          days,
        ),
        charts: [{ title: 'CA par jour', form: 'line', names: 'day', series: ['amount', 'margin'] }],
      },
      groupSection('Par produit', 'Ventes par produit', 'Produit', 'product', groups.product),
      groupSection('Par catégorie', 'Ventes par catégorie', 'Catégorie', 'category', groups.category),
      groupSection('Par vendeur', 'Ventes par vendeur', 'Vendeur', 'seller', groups.seller),
      byPayment,
      {
        name: 'Par heure',
        title: 'Ventes par heure',
        table: sumTable(
          'by_hour',
          [
            { id: 'number', label: 'N°', kind: 'count', isKey: true },
            { id: 'name', label: 'Heure', kind: 'text', isWide: true },
          ],
          'hour_n',
          'number',
          hours.map((hour) => [hour, hour < 0 ? UNTOLD : `${hour} h`]),
        ),
        charts: [{ title: 'CA par heure', form: 'columns', names: 'name', series: ['amount'] }],
      },
      groupSection('Par client', 'Ventes par client', 'Client', 'customer', groups.customer),
      { name: 'Lignes', title: 'Lignes vendues', table: data },
      settled,
    ];
  },
};
