import type { CategoryId } from '../documents/category.ts';
import type { SupplierId } from '../documents/supplier.ts';
import { compareNames, oneLine, plural } from '../french/index.ts';
import { rotation } from '../kpis/rotation.ts';
import { type StockStatus, stockStatus } from '../kpis/stock-status.ts';
import { valuation } from '../kpis/valuation.ts';
import type { LedgerProduct } from '../ledger/ledger-product.ts';
import type { Day } from '../shared/day.ts';
import { soldLine, turnover } from '../shop/outlook.ts';
import type { Column, Section, Table, Value } from './paper.ts';
import type { ReportBook, ReportKind } from './report.ts';
import { lastDay, stockOn, unitCostOn } from './stock-on.ts';

const STATUS_WORDS: Readonly<Record<StockStatus, string>> = {
  UNKNOWN: 'À compter',
  RUPTURE: 'Rupture',
  LOW: 'Stock faible',
  OK: 'En stock',
};

/** A product as the inventory lists it. */
interface Line {
  readonly ledger: LedgerProduct;
  readonly onHand: number;
  readonly unitCost: number;
  readonly status: StockStatus;
}

/** The active products, and of the archived ones those that still hold money; by name. */
function inventoryLines({ products }: Pick<ReportBook, 'products'>, day: Day, today: Day): Line[] {
  return [...products.values()]
    .map((ledger) => {
      const onHand = stockOn(ledger, day, today);
      const { product, isKnown } = ledger;
      const unitCost = unitCostOn(ledger, day, today);
      return { ledger, onHand, unitCost, status: stockStatus({ product, onHand }, isKnown) };
    })
    .filter(({ ledger, onHand }) => ledger.product.isActive || onHand > 0)
    .sort(({ ledger: a }, { ledger: b }) => compareNames(a.product.name, b.product.name) || inOrder(a, b));
}

const inOrder = (a: LedgerProduct, b: LedgerProduct): number => (a.product._id < b.product._id ? -1 : 1);

/** The names of what products refer to, numbered from 1 in their order; `none` for what refers to nothing known. */
function numbered<Id extends string>(
  ids: Iterable<Id | undefined>,
  nameOf: (id: Id) => string | undefined,
  none: string,
): ReadonlyMap<string, { readonly number: number; readonly name: string }> {
  const names = new Map<string, string>();
  for (const id of ids) {
    const name = id && nameOf(id);
    names.set(name && id ? id : '', name ? oneLine(name) : none);
  }
  const ordered = [...names].sort(([a, one], [b, other]) => compareNames(one, other) || (a < b ? -1 : 1));
  return new Map(ordered.map(([id, name], index) => [id, { number: index + 1, name }]));
}

const PRODUCTS: readonly Column[] = [
  { id: 'code', label: 'Code', kind: 'text' },
  { id: 'name', label: 'Produit', kind: 'text', isWide: true },
  { id: 'category', label: 'Catégorie', kind: 'text' },
  { id: 'supplier', label: 'Fournisseur', kind: 'text' },
  { id: 'status', label: 'État', kind: 'text' },
  { id: 'stock', label: 'Stock', kind: 'quantity' },
  { id: 'unit', label: 'Unité', kind: 'text' },
  { id: 'min', label: 'Minimum', kind: 'quantity' },
  { id: 'cost', label: 'Coût moyen', kind: 'cost' },
  { id: 'value', label: 'Valeur', kind: 'money', follows: { kind: 'worth', of: 'stock', by: 'cost' }, total: 'sum' },
  { id: 'price', label: 'Prix de vente', kind: 'money' },
  { id: 'sold', label: 'Dernière vente', kind: 'day' },
  { id: 'coverage', label: 'Couverture (jours)', kind: 'decimal' },
  { id: 'rotation', label: 'Rotation (par an)', kind: 'decimal' },
  { id: 'category_n', label: 'N° catégorie', kind: 'count', isKey: true },
  { id: 'supplier_n', label: 'N° fournisseur', kind: 'count', isKey: true },
  { id: 'one', label: 'Nombre', kind: 'count', isKey: true },
];

/** The stock's value by what its products refer to: one row a name. */
function partTable(id: string, label: string, key: string, names: Iterable<{ number: number; name: string }>): Table {
  const sum = (column: string) =>
    ({ kind: 'sumWhere', table: 'products', sum: column, where: [{ there: key, here: 'number' }] }) as const;
  return {
    id,
    columns: [
      { id: 'number', label: 'N°', kind: 'count' },
      { id: 'name', label, kind: 'text', isWide: true },
      { id: 'products', label: 'Produits', kind: 'count', follows: sum('one'), total: 'sum' },
      { id: 'value', label: 'Valeur du stock', kind: 'money', follows: sum('value'), total: 'sum' },
    ],
    rows: [...names].map(({ number, name }) => [number, name, null, null]),
  };
}

/** The stock, product by product, on one day. */
export const inventory: ReportKind = {
  type: 'INVENTORY',
  title: 'Inventaire du stock',
  hint: 'Chaque produit avec son stock, sa valeur, sa couverture et sa rotation.',
  format: 'xlsx',
  tellsCosts: true,
  isOfOneDay: true,
  notes: [
    'Stock : le dernier comptage, plus tout ce qui est entré et sorti depuis. Pour un jour passé, il est remonté depuis le stock d’aujourd’hui.',
    'À compter : le produit n’a jamais été compté ni reçu, son stock n’est pas connu.',
    'Rupture : il ne reste rien. Stock faible : il reste le minimum ou moins.',
    'Valeur : stock × coût moyen pondéré (CMP) de ce jour-là ; un stock en dessous de zéro ne vaut rien.',
    'Couverture : le nombre de jours que le stock doit durer, selon les ventes prévues. Elle n’est connue que pour aujourd’hui.',
    'Rotation : coût des ventes d’une année divisé par la valeur moyenne du stock ; vide sous 30 jours d’histoire.',
  ],
  sections({ book, period }): Section[] {
    const { today, categories, suppliers, expected, shop } = book;
    const day = lastDay(period, today);
    const isNow = day === today;
    const lines = inventoryLines(book, day, today);
    const products = lines.map(({ ledger: { product } }) => product);
    const categoryNames = numbered<CategoryId>(
      products.map(({ categoryId }) => categoryId),
      (id) => categories.get(id)?.name,
      'Sans catégorie',
    );
    const supplierNames = numbered<SupplierId>(
      products.map(({ supplierId }) => supplierId),
      (id) => suppliers.get(id)?.name,
      'Sans fournisseur',
    );
    const rows = lines.map(({ ledger, onHand, unitCost, status }): Value[] => {
      const { product } = ledger;
      const category = categoryNames.get(product.categoryId ?? '') ?? categoryNames.get('');
      const supplier = supplierNames.get(product.supplierId ?? '') ?? supplierNames.get('');
      return [
        oneLine(product.code),
        oneLine(product.name),
        category?.name ?? null,
        supplier?.name ?? null,
        product.isActive ? STATUS_WORDS[status] : 'Archivé',
        status === 'UNKNOWN' ? null : onHand,
        oneLine(product.unit),
        product.minStock,
        unitCost,
        null,
        product.salePrice,
        soldLine(ledger, shop?.settings.timezone).lastSold,
        isNow && status !== 'UNKNOWN' ? (expected?.products.get(product._id)?.coverage ?? null) : null,
        rotation([turnover(ledger, day)]),
        category?.number ?? null,
        supplier?.number ?? null,
        1,
      ];
    });
    const count = (status: StockStatus): number =>
      lines.filter((line) => line.status === status && line.ledger.product.isActive).length;
    const worth = valuation(lines.map(({ ledger: { product }, onHand, unitCost }) => ({ product, onHand, unitCost })));
    return [
      {
        name: 'Stock',
        title: 'Stock par produit',
        figures: [
          { label: 'Valeur du stock', value: worth.total, kind: 'money' },
          { label: 'Produits', value: lines.length, kind: 'count' },
          { label: 'En rupture', value: count('RUPTURE'), kind: 'count' },
          { label: 'Stock faible', value: count('LOW'), kind: 'count' },
          { label: 'À compter', value: count('UNKNOWN'), kind: 'count' },
        ],
        texts: lines.length === 0 ? ['Aucun produit dans cette boutique.'] : [],
        table: { id: 'products', columns: PRODUCTS, rows },
      },
      {
        name: 'Par catégorie',
        title: `Stock par catégorie : ${plural(categoryNames.size, 'catégorie')}`,
        table: partTable('by_category', 'Catégorie', 'category_n', categoryNames.values()),
        charts: [{ title: 'Valeur du stock par catégorie', form: 'bars', names: 'name', series: ['value'], rows: 12 }],
      },
      {
        name: 'Par fournisseur',
        title: `Stock par fournisseur : ${plural(supplierNames.size, 'fournisseur')}`,
        table: partTable('by_supplier', 'Fournisseur', 'supplier_n', supplierNames.values()),
        charts: [
          { title: 'Valeur du stock par fournisseur', form: 'bars', names: 'name', series: ['value'], rows: 12 },
        ],
      },
    ];
  },
};
