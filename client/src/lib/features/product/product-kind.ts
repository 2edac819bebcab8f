import {
  type CategoryId,
  count,
  LIMITS,
  newDocument,
  PLAUSIBLE,
  type Product,
  productId,
  type SupplierId,
  settingsOf,
} from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { barcodeKey } from '@digiboost/domain/shared/gtin';
import { productForm as words } from '../../i18n/fr/product-form.ts';
import type { ShopModel } from '../../model/types.ts';
import { type FieldFaults, type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';

/** A larger unit as it is typed. */
export interface UnitFields {
  name: string;
  factor: number | null;
  salePrice: number | null;
  barcode: string;
}

/** A product as its form holds it: texts as typed, null where a number is empty or cannot be read. */
export interface ProductFields {
  name: string;
  code: string;
  unit: string;
  purchasePrice: number | null;
  salePrice: number | null;
  minStock: number | null;
  maxStock: number | null;
  packSize: number | null;
  barcode: string;
  /** The larger units in which it is sold and received. */
  units: UnitFields[];
  categoryId: CategoryId | '';
  supplierId: SupplierId | '';
  description: string;
  /** Its receptions ask for an expiry date. */
  tracksExpiry: boolean;
  /** What lies on the shelf when a product is created; recorded as a count. */
  initialStock: number | null;
}

type Model = Pick<ShopModel, 'products' | 'product' | 'shop'>;

/**
 * How the products are edited: no two of one code, nor on sale with one barcode; a code of our own where none is typed.
 */
export const productKind = (model: Model): FormKind<Product, ProductFields> => ({
  fieldsOf: (product) => ({
    name: product?.name ?? '',
    code: product?.code ?? '',
    unit: product?.unit ?? words.defaultUnit,
    purchasePrice: product?.purchasePrice ?? null,
    salePrice: product?.salePrice ?? null,
    minStock: product?.minStock ?? 0,
    maxStock: product?.maxStock ?? null,
    packSize: product?.packSize ?? null,
    barcode: product?.barcode ?? '',
    units: (product?.units ?? []).map((unit) => ({ ...unit, barcode: unit.barcode ?? '' })),
    categoryId: product?.categoryId ?? '',
    supplierId: product?.supplierId ?? '',
    description: product?.description ?? '',
    tracksExpiry: product?.tracksExpiry ?? false,
    initialStock: null,
  }),
  faultsOf: (fields, product) => faultsOf(fields, model, product),
  contentOf,
  newest: ({ _id }) => model.product(_id)?.product,
  create(fields, replica) {
    const [author, key] = [replica.author(), replica.newKey()];
    const content = contentOf({ ...fields, code: fields.code.trim() || `P-${key.slice(-6).toUpperCase()}` }, null);
    const own = { _id: productId(key), type: 'product', isActive: true } as const;
    const product = newDocument<Product>({ ...present(content), ...own }, author);
    if (fields.initialStock === null) return [product];
    const id = replica.newId('count', author.at);
    const { timezone } = settingsOf(model.shop);
    return [product, count({ productId: product._id, counted: fields.initialStock }, { id, author, timezone })];
  },
});

function faultsOf(fields: ProductFields, { products }: Model, self: Product | null): FieldFaults<ProductFields> {
  const { salePrice, purchasePrice, minStock, maxStock, packSize } = fields;
  const others = products.filter((row) => row.id !== self?._id);
  const [code, barcode] = [fold(fields.code), barcodeKey(fields.barcode)];
  const sameCode = code ? others.find((row) => fold(row.product.code) === code) : undefined;
  const onSale = others.filter(({ product }) => product.isActive);
  const carries = (product: Product, key: string): boolean => codesOf(product).includes(key);
  const sameBarcode = barcode ? onSale.find(({ product }) => carries(product, barcode)) : undefined;
  const units = unitsOf(fields) ?? [];
  const unitCodes = units.flatMap((unit) => (unit.barcode ? [barcodeKey(unit.barcode)] : []));
  const sameUnitCode = onSale.find(({ product }) => unitCodes.some((key) => carries(product, key)));
  const ownCodes = [...unitCodes, ...(barcode ? [barcode] : [])];
  const limits = Object.entries(LIMITS.product) as [keyof typeof LIMITS.product, number][];
  return faultsAmong<ProductFields>([
    ['name', !fields.name.trim(), words.faults.name],
    ['unit', !fields.unit.trim(), words.faults.unit],
    ...limits.map(
      ([field, limit]) => [field, String(fields[field]).trim().length > limit, words.faults.tooLong] as const,
    ),
    ['salePrice', salePrice === null || salePrice < 0, words.faults.salePrice],
    ['purchasePrice', purchasePrice === null || purchasePrice < 0, words.faults.purchasePrice],
    ['salePrice', (salePrice ?? 0) > PLAUSIBLE.price, words.faults.tooDear],
    ['purchasePrice', (purchasePrice ?? 0) > PLAUSIBLE.price, words.faults.tooDear],
    ['minStock', minStock === null || minStock < 0, words.faults.level],
    ['maxStock', maxStock !== null && maxStock < 0, words.faults.level],
    ['maxStock', maxStock !== null && maxStock <= (minStock ?? 0), words.faults.maxStock],
    ['packSize', packSize !== null && packSize <= 0, words.faults.packSize],
    ['initialStock', (fields.initialStock ?? 0) < 0, words.faults.level],
    ['code', sameCode !== undefined, words.faults.usedCode(sameCode?.product.name ?? '')],
    ['units', fields.units.some(isHalf), words.faults.unitFields],
    ['units', new Set(units.map(({ name }) => fold(name))).size < units.length, words.faults.unitTwice],
    ['units', new Set(ownCodes).size < ownCodes.length, words.faults.unitCodeTwice],
    ['units', sameUnitCode !== undefined, words.faults.usedBarcode(sameUnitCode?.product.name ?? '')],
    ['barcode', sameBarcode !== undefined, words.faults.usedBarcode(sameBarcode?.product.name ?? '')],
  ]);
}

/** The barcodes of a product and of its larger units, as they are compared. */
const codesOf = ({ barcode = '', units = [] }: Product): string[] =>
  [barcode, ...units.map((unit) => unit.barcode ?? '')].map(barcodeKey).filter(Boolean);

const isEmpty = ({ name, factor, salePrice, barcode }: UnitFields): boolean =>
  !name.trim() && factor === null && salePrice === null && !barcode.trim();

/** Whether a unit was begun and is not one yet. */
const isHalf = (unit: UnitFields): boolean =>
  !isEmpty(unit) &&
  (!unit.name.trim() || unit.factor === null || unit.factor <= 0 || unit.salePrice === null || unit.salePrice < 0);

/** The larger units that were typed; undefined for none. */
function unitsOf({ units }: ProductFields): Product['units'] {
  const typed = units.flatMap((unit) => {
    const { name, factor, salePrice, barcode } = unit;
    if (isEmpty(unit) || factor === null || salePrice === null) return [];
    return [{ name: name.trim(), factor, salePrice, ...(barcode.trim() ? { barcode: barcode.trim() } : {}) }];
  });
  return typed.length > 0 ? typed : undefined;
}

function contentOf(fields: ProductFields, product: Product | null) {
  return {
    name: fields.name.trim(),
    code: fields.code.trim() || (product?.code ?? ''),
    unit: fields.unit.trim(),
    purchasePrice: fields.purchasePrice ?? 0,
    salePrice: fields.salePrice ?? 0,
    minStock: fields.minStock ?? 0,
    maxStock: fields.maxStock ?? undefined,
    packSize: fields.packSize ?? undefined,
    barcode: fields.barcode.trim() || undefined,
    units: unitsOf(fields),
    categoryId: fields.categoryId || undefined,
    supplierId: fields.supplierId || undefined,
    description: fields.description.trim() || undefined,
    tracksExpiry: fields.tracksExpiry || undefined,
  };
}
