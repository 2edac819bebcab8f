import type { Category, Customer, Product, Supplier } from '@digiboost/domain/documents';
import { catalogueTable, customersTable, type ImportKind } from '@digiboost/domain/import';
import type { Day } from '@digiboost/domain/shared/day';
import type { ShopMoney } from '../../model/money-reader.ts';
import type { Replica } from '../../replica/types.ts';
import { saveFile } from '../../ui/save-file.ts';
import { words } from './fr.ts';

/** A cell of a CSV file for Excel in French: quoted when needed, and text even when it begins like a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s.,]+$/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV text that Excel in French opens by itself: semicolons, UTF-8 with its mark. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;

/** Saves rows as a CSV file of this phone. */
export const saveCsv = (name: string, rows: readonly (readonly string[])[]): void =>
  saveFile(name, csvText(rows), 'text/csv;charset=utf-8');

/** Saves the shop's products as a file that can be changed and imported again. */
export async function saveCatalogue(replica: Pick<Replica, 'range'>, today: Day): Promise<void> {
  const [products, categories, suppliers] = await Promise.all([
    replica.range<Product>({ from: 'product:', to: 'product;' }),
    replica.range<Category>({ from: 'category:', to: 'category;' }),
    replica.range<Supplier>({ from: 'supplier:', to: 'supplier;' }),
  ]);
  saveCsv(words.catalogueFile(today), catalogueTable({ products, categories, suppliers }));
}

/** Saves the shop's customers and what they owe as a file that can be changed and imported again. */
export async function saveCustomers(
  replica: Pick<Replica, 'range'>,
  money: Pick<ShopMoney, 'balances'>,
  { today, timezone }: { readonly today: Day; readonly timezone: string },
): Promise<void> {
  const [customers, balances] = await Promise.all([
    replica.range<Customer>({ from: 'customer:', to: 'customer;' }),
    money.balances('customer'),
  ]);
  saveCsv(words.customersFile(today), customersTable(customers, balances, timezone));
}

/** A file to fill in for each kind of import: its name and its rows, the first of which names the columns. */
export const MODELS: Readonly<Record<ImportKind, { file: string; rows: readonly (readonly string[])[] }>> = {
  catalogue: {
    file: 'modele-catalogue.csv',
    rows: [
      [
        'Code',
        'Produit',
        'Catégorie',
        'Fournisseur',
        'Prix d’achat',
        'Prix de vente',
        'Unité',
        'Stock minimum',
        'Stock maximum',
        'Colisage',
        'Code-barres',
        'Stock',
      ],
      [
        'P001',
        'Riz brisé parfumé 25 kg',
        'Céréales',
        'Dépôt riz du Port',
        '11400',
        '12500',
        'sac',
        '5',
        '40',
        '10',
        '',
        '12',
      ],
      [
        'P002',
        'Huile d’arachide au détail',
        'Épicerie',
        'Marché Castors',
        '1150',
        '1400',
        'litre',
        '10',
        '',
        '20',
        '',
        '25,5',
      ],
    ],
  },
  stock: {
    file: 'modele-stock.csv',
    rows: [
      ['Code', 'Produit', 'Stock compté'],
      ['P001', 'Riz brisé parfumé 25 kg', '12'],
      ['P002', 'Huile d’arachide au détail', '25,5'],
    ],
  },
  delivery: {
    file: 'modele-livraison.csv',
    rows: [
      ['Date de livraison', 'Numéro du bon', 'Fournisseur', 'Code', 'Produit', 'Quantité livrée', 'Prix unitaire'],
      ['12/03/2026', 'BL-104', 'Dépôt riz du Port', 'P001', 'Riz brisé parfumé 25 kg', '10', '11400'],
      ['12/03/2026', 'BL-104', 'Dépôt riz du Port', 'P002', 'Huile d’arachide au détail', '20,5', '1150'],
    ],
  },
  sales: {
    file: 'modele-ventes.csv',
    rows: [
      ['Date', 'Heure', 'Code', 'Produit', 'Quantité', 'Prix unitaire', 'Client', 'Numéro de ticket', 'Paiement'],
      ['12/03/2026', '09:30', 'P001', 'Riz brisé parfumé 25 kg', '2', '12500', 'Awa Diop', 'T-1', 'Wave'],
      ['12/03/2026', '09:30', 'P002', 'Huile d’arachide au détail', '1,5', '1400', 'Awa Diop', 'T-1', 'Wave'],
      ['13/03/2026', '', 'P001', 'Riz brisé parfumé 25 kg', '1', '12500', '', '', 'Espèces'],
    ],
  },
  customers: {
    file: 'modele-clients.csv',
    rows: [
      ['Client', 'Téléphone', 'Dette', 'Depuis', 'Limite de crédit', 'Note'],
      ['Moussa Ndiaye', '77 123 45 67', '12500', '12/03/2026', '50000', 'Tailleur, Castors'],
      ['Awa Diop', '', '', '', '', ''],
    ],
  },
};
