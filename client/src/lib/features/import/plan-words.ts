import { formatDate, formatMoney, formatNumber, formatUnitCost, plural } from '@digiboost/domain/french';
import { CHANGED_FIELDS, type ChangedField, type ImportSummary } from '@digiboost/domain/import';

/** What changes of a product, and how it is written. */
export const changedWords: Readonly<Record<ChangedField, string>> = {
  salePrice: 'Prix de vente',
  purchasePrice: 'Prix d’achat',
  stock: 'Stock',
  name: 'Nom',
};

const written: Readonly<Record<ChangedField, (value: number) => string>> = {
  salePrice: formatMoney,
  purchasePrice: formatUnitCost,
  stock: (value) => formatNumber(value, 3),
  name: String,
};

/** The old or the new value of what changes. */
export const changedText = (field: ChangedField, value: number | string): string =>
  typeof value === 'number' ? written[field](value) : `« ${value} »`;

const CHANGED_COUNTS: Readonly<Record<ChangedField, (count: number) => string>> = {
  salePrice: (count) => plural(count, 'prix de vente', 'prix de vente'),
  purchasePrice: (count) => plural(count, 'prix d’achat', 'prix d’achat'),
  stock: (count) => plural(count, 'stock'),
  name: (count) => plural(count, 'nom'),
};

/** What of known products changes, counted: "3 prix de vente, 1 nom"; '' when nothing does. */
export const changedCounts = (summary: ImportSummary): string =>
  CHANGED_FIELDS.filter((field) => summary.changed[field] > 0)
    .map((field) => CHANGED_COUNTS[field](summary.changed[field]))
    .join(', ');

/** What confirming does, in one sentence. */
export function confirmSentence(summary: ImportSummary): string {
  const { productsCreated, counts, deliveries, saleLines, revenue, returns, changed } = summary;
  const { customersCreated, customersUpdated, openings, debt } = summary;
  const replaced = changedCounts(summary);
  const counted = counts - changed.stock;
  // Beside sales nobody counted: the stock is only kept as it is.
  const isOfSales = saleLines + returns.rows > 0;
  const news = [
    productsCreated > 0 ? `crée ${plural(productsCreated, 'produit')}` : '',
    replaced ? `remplace ${replaced}` : '',
    isOfSales || counted <= 0 ? '' : `enregistre ${plural(counted, 'inventaire')}`,
    deliveries > 0 ? `ajoute au stock ${plural(deliveries, 'livraison')}` : '',
    customersCreated > 0 ? `crée ${plural(customersCreated, 'client')}` : '',
    customersUpdated > 0 ? `complète ${plural(customersUpdated, 'client')}` : '',
    openings > 0 ? `note ${plural(openings, 'dette')} de départ pour ${formatMoney(debt)}` : '',
    saleLines > 0 ? `ajoute ${plural(saleLines, 'ligne')} de vente pour ${formatMoney(revenue + returns.amount)}` : '',
    returns.rows > 0
      ? `déduit ${plural(returns.rows, 'retour')} pour ${formatMoney(returns.amount)}, chacun de son jour`
      : '',
    isOfSales && counted > 0 ? `laisse le stock de ${plural(counted, 'produit')} comme il est` : '',
  ].filter(Boolean);
  const last = news.pop();
  if (!last) return '';
  return `Cet import ${news.length > 0 ? `${news.join(', ')} et ${last}` : last}.`;
}

/** What an import does, line by line. */
export function summaryLines(summary: ImportSummary): { label: string; value: string }[] {
  const { firstDay, lastDay, returns, revenue } = summary;
  const sold = revenue + returns.amount;
  const all: [string, number][] = [
    ['Nouveaux produits', summary.productsCreated],
    ['Produits mis à jour', summary.productsUpdated],
    ['Nouvelles catégories', summary.categoriesCreated],
    ['Nouveaux fournisseurs', summary.suppliersCreated],
    ['Fournisseurs mis à jour', summary.suppliersUpdated],
    ['Nouveaux clients', summary.customersCreated],
    ['Clients complétés', summary.customersUpdated],
    ['Dettes de départ', summary.openings],
    // Beside sales nobody counted: the stock is only kept as it is.
    ['Inventaires', summary.tickets + summary.returns.rows > 0 ? 0 : summary.counts],
    ['Livraisons', summary.deliveries],
    ['Tickets de vente', summary.tickets],
    ['Lignes de vente', summary.saleLines],
    ['Retours', returns.rows],
  ];
  return [
    ...all.filter(([, count]) => count > 0).map(([label, count]) => ({ label, value: formatNumber(count) })),
    ...(summary.openings > 0 ? [{ label: 'Total des dettes', value: formatMoney(summary.debt) }] : []),
    ...(returns.rows > 0
      ? [
          { label: 'Ventes', value: formatMoney(sold) },
          { label: 'Retours déduits', value: formatMoney(returns.amount) },
        ]
      : []),
    ...(summary.tickets + returns.rows > 0
      ? [{ label: returns.rows > 0 ? 'Montant net' : 'Montant', value: formatMoney(revenue) }]
      : []),
    ...(firstDay && lastDay
      ? [
          {
            label: 'Période',
            value: firstDay === lastDay ? formatDate(firstDay) : `${formatDate(firstDay)} – ${formatDate(lastDay)}`,
          },
        ]
      : []),
    ...(summary.aside > 0 ? [{ label: 'Lignes mises de côté', value: formatNumber(summary.aside) }] : []),
    ...(summary.unchanged > 0
      ? [{ label: 'Lignes déjà importées ou inchangées', value: formatNumber(summary.unchanged) }]
      : []),
  ];
}
