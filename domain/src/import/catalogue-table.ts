import type { Category, Product, Supplier } from '../documents/index.ts';

/** The names of the columns, as the import knows them. */
const COLUMNS = [
  'Code',
  'Produit',
  'Catégorie',
  'Fournisseur',
  'Téléphone fournisseur',
  'Délai fournisseur',
  'Prix d’achat',
  'Prix de vente',
  'Unité',
  'Stock minimum',
  'Stock maximum',
  'Colisage',
  'Code-barres',
  'Description',
  'Actif',
] as const;

const number = (value: number | undefined): string => (value === undefined ? '' : String(value).replace('.', ','));

/**
 * The shop's products as a table for a file, by name, the columns' names first. Read back, it changes nothing. Without
 * the stock: what a file says of it is taken for counted, and tomorrow it is another.
 */
export function catalogueTable(shop: {
  readonly products: readonly Product[];
  readonly categories: readonly Category[];
  readonly suppliers: readonly Supplier[];
}): string[][] {
  const categories = new Map(shop.categories.map(({ _id, name }) => [_id, name]));
  const suppliers = new Map(shop.suppliers.map((supplier) => [supplier._id, supplier]));
  const rows = [...shop.products]
    .sort((a, b) => a.name.localeCompare(b.name, 'fr') || (a.code < b.code ? -1 : 1))
    .map((product) => {
      const supplier = product.supplierId && suppliers.get(product.supplierId);
      return [
        product.code,
        product.name,
        (product.categoryId && categories.get(product.categoryId)) ?? '',
        supplier ? supplier.name : '',
        supplier ? (supplier.phone ?? '') : '',
        supplier ? number(supplier.leadTimeDays) : '',
        number(product.purchasePrice),
        number(product.salePrice),
        product.unit,
        number(product.minStock),
        number(product.maxStock),
        number(product.packSize),
        product.barcode ?? '',
        product.description ?? '',
        product.isActive ? 'oui' : 'non',
      ];
    });
  return [[...COLUMNS], ...rows];
}
