import type { Field, ImportKind } from './types.ts';

/** What a kind of file may hold: its fields, those it cannot do without (one of each group), and what columns are called. */
export interface KindFields {
  readonly fields: readonly Field[];
  /** One field of each group must be mapped. */
  readonly required: readonly (readonly Field[])[];
}

const PRODUCT = ['code', 'barcode', 'name'] as const satisfies readonly Field[];

export const KIND_FIELDS: Readonly<Record<ImportKind, KindFields>> = {
  catalogue: {
    fields: [
      ...PRODUCT,
      'category',
      'supplier',
      'supplierPhone',
      'leadTimeDays',
      'purchasePrice',
      'salePrice',
      'unit',
      'minStock',
      'maxStock',
      'packSize',
      'description',
      'isActive',
      'counted',
    ],
    required: [['name', 'code']],
  },
  stock: { fields: [...PRODUCT, 'counted', 'date'], required: [[...PRODUCT], ['counted']] },
  sales: {
    fields: [
      'date',
      'time',
      ...PRODUCT,
      'quantity',
      'unitPrice',
      'total',
      'customer',
      'orderNumber',
      'payment',
      'status',
    ],
    required: [['date'], [...PRODUCT], ['quantity']],
  },
};

/** Names of columns as `fold` writes them, the commonest first. */
const ANY: Partial<Record<Field, string>> = {
  code:
    'code, code produit, code article, reference, ref, sku, reference produit, reference article, ref article, ' +
    'ref produit, product code, item code, stock code, article code, item number, item no, product id, ' +
    'id produit, n article, numero article, part number, code interne',
  barcode:
    'code barre, code barres, codebarre, codebarres, ean, ean13, ean 13, gencod, gencode, barcode, bar code, ' +
    'upc, gtin',
  name:
    'nom, produit, designation, libelle, article, nom produit, nom du produit, nom article, nom de l article, ' +
    'designation article, designation produit, libelle produit, libelle article, intitule, marchandise, product, ' +
    'product name, item, item name, name, title, denomination',
  category:
    'categorie, famille, rayon, groupe, type, category, family, department, group, categorie produit, ' +
    'sous categorie, product category',
  supplier: 'fournisseur, fournisseurs, nom fournisseur, supplier, vendor, supplier name, grossiste, frs',
  supplierPhone:
    'telephone fournisseur, tel fournisseur, contact fournisseur, supplier phone, vendor phone, ' +
    'numero fournisseur',
  leadTimeDays: 'delai, delai livraison, delai de livraison, delai fournisseur, delai jours, lead time, lead time days',
  purchasePrice:
    'prix d achat, prix achat, pa, p achat, cout, cout achat, cout d achat, cout unitaire, prix de revient, ' +
    'prix revient, prix fournisseur, prix d achat unitaire, cmup, purchase price, cost, cost price, unit cost, ' +
    'buying price, buy price',
  salePrice:
    'prix de vente, prix vente, pv, p vente, prix, prix unitaire, pu, prix public, prix client, tarif, pvp, ' +
    'sale price, selling price, retail price, unit price, price, prix de vente unitaire',
  unit: 'unite, unite de mesure, conditionnement, u, um, unit, uom, unit of measure',
  minStock:
    'stock minimum, stock min, stock mini, seuil, seuil d alerte, seuil alerte, stock d alerte, stock alerte, ' +
    'stock de securite, minimum, min stock, minimum stock, reorder point, reorder level, safety stock',
  maxStock: 'stock maximum, stock max, stock maxi, maximum, max stock, maximum stock, plafond',
  packSize:
    'colisage, pack, quantite par colis, qte par colis, pieces par carton, unites par colis, pcb, pack size, ' +
    'case size, units per pack, lot',
  description: 'description, details, detail, commentaire, remarque, note, observation, notes, comment',
  isActive: 'actif, active, is active, en vente, statut, status, etat, enabled',
  counted:
    'stock, stock compte, quantite comptee, qte comptee, quantite en stock, qte en stock, qte stock, ' +
    'quantite stock, stock actuel, stock initial, stock d ouverture, stock physique, stock reel, ' +
    'stock disponible, inventaire, compte, on hand, stock on hand, quantity on hand, qty on hand, in stock, ' +
    'opening stock, initial stock, stock quantity, counted, current stock',
  date:
    'date, jour, date vente, date de vente, date de la vente, date facture, date commande, date operation, day, ' +
    'sale date, invoice date, order date, transaction date, datetime, date heure, date et heure, timestamp',
  time: 'heure, time, hour, heure vente, heure de vente',
  quantity:
    'quantite, qte, qty, quantity, qt, nombre, nb, nbre, quantite vendue, qte vendue, units, unites vendues, ' +
    'quantity sold, units sold, vendu, sold',
  unitPrice:
    'prix unitaire, pu, p u, prix, prix de vente, prix vente, pv, unit price, price, sale price, selling price, ' +
    'pu ttc, prix u, tarif',
  total:
    'total, montant, montant total, prix total, total ligne, sous total, ca, chiffre d affaires, amount, ' +
    'line total, total price, total amount, sales, revenue, valeur',
  customer:
    'client, nom client, nom du client, acheteur, customer, customer name, customer id, client id, code client, ' +
    'buyer',
  orderNumber:
    'commande, n commande, no commande, numero commande, numero de commande, facture, n facture, no facture, ' +
    'numero facture, numero de facture, ticket, n ticket, numero ticket, numero de ticket, recu, order, ' +
    'order number, order no, order id, invoice, invoice no, invoice number, receipt, transaction id',
  payment:
    'paiement, mode de paiement, moyen de paiement, reglement, mode de reglement, mode reglement, payment, ' +
    'payment method, paid by',
  status: 'statut, status, etat, etat vente, statut vente, livraison',
};

/** Names that mean something else, or something more, in one kind of file. */
const OF_KIND: Readonly<Record<ImportKind, Partial<Record<Field, string>>>> = {
  catalogue: { counted: 'quantite, qte, qty, quantity' },
  stock: {
    counted: 'quantite, qte, qty, quantity, qt, nombre, nb, total, count',
    name: 'description',
    date: 'date inventaire, date d inventaire, date de comptage, date du comptage, count date',
  },
  sales: { name: 'description' },
};

/** The names of one field's columns, and what is left of them without words such as FCFA or "de". */
export interface FieldNames {
  readonly field: Field;
  readonly names: ReadonlySet<string>;
  readonly cores: ReadonlySet<string>;
  /** The words of each core, of those long enough to be told inside a longer name. */
  readonly words: readonly (readonly string[])[];
}

const NOISE = new Set('fcfa,cfa,xof,f,ht,ttc,en,eur,de,du,des,la,le,l,d,the,of'.split(','));

/** A folded name without the words that say in what, or of what, but not which field. */
export const coreOf = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !NOISE.has(word))
    .join(' ');

function namesOf(kind: ImportKind, field: Field): FieldNames {
  const names = [ANY[field], OF_KIND[kind][field]].flatMap((list) => list?.split(', ') ?? []);
  const cores = [...new Set(names.map(coreOf))];
  const words = cores.filter((core) => core.length >= 4).map((core) => core.split(' '));
  return { field, names: new Set(names), cores: new Set(cores), words };
}

const tableOf = (kind: ImportKind): readonly FieldNames[] =>
  KIND_FIELDS[kind].fields.map((field) => namesOf(kind, field));

/** The names of the columns of each kind of file, in the order of its fields. */
export const COLUMN_NAMES: Readonly<Record<ImportKind, readonly FieldNames[]>> = {
  catalogue: tableOf('catalogue'),
  stock: tableOf('stock'),
  sales: tableOf('sales'),
};
