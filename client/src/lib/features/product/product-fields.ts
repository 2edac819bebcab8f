import { type CategoryId, LIMITS, PLAUSIBLE, type Product, type SupplierId } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { productForm as words } from '../../i18n/fr/product-form.ts';
import type { ProductRow } from '../../model/types.ts';

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
  categoryId: CategoryId | '';
  supplierId: SupplierId | '';
  description: string;
}
export type ProductFieldName = keyof ProductFields;
export type ProductFaults = Partial<Record<ProductFieldName | 'initialStock', string>>;

/** What the form of a new product opens with. */
export const newFields = (): ProductFields => ({
  name: '',
  code: '',
  unit: words.defaultUnit,
  purchasePrice: null,
  salePrice: null,
  minStock: 0,
  maxStock: null,
  packSize: null,
  barcode: '',
  categoryId: '',
  supplierId: '',
  description: '',
});

/** What the form of a held product opens with. */
export const fieldsOf = (product: Product): ProductFields => ({
  name: product.name,
  code: product.code,
  unit: product.unit,
  purchasePrice: product.purchasePrice,
  salePrice: product.salePrice,
  minStock: product.minStock,
  maxStock: product.maxStock ?? null,
  packSize: product.packSize ?? null,
  barcode: product.barcode ?? '',
  categoryId: product.categoryId ?? '',
  supplierId: product.supplierId ?? '',
  description: product.description ?? '',
});

/** What is wrong with what was typed, in a sentence per field. `self` is the product that is edited, if any. */
export function faultsOf(fields: ProductFields, rows: readonly ProductRow[], self?: Product['_id']): ProductFaults {
  const faults: ProductFaults = {};
  const check = (field: ProductFieldName, wrong: boolean, sentence: string): void => {
    if (wrong) faults[field] ??= sentence;
  };
  const others = rows.filter((row) => row.id !== self);
  const code = fold(fields.code);
  const sameCode = code ? others.find((row) => fold(row.product.code) === code) : undefined;
  const barcode = fields.barcode.trim();
  const sameBarcode = barcode
    ? others.find((row) => row.product.isActive && row.product.barcode === barcode)
    : undefined;

  check('name', !fields.name.trim(), words.faults.name);
  check('unit', !fields.unit.trim(), words.faults.unit);
  for (const [field, limit] of Object.entries(LIMITS.product) as [keyof typeof LIMITS.product, number][]) {
    check(field, String(fields[field]).trim().length > limit, words.faults.tooLong);
  }
  check('salePrice', fields.salePrice === null || fields.salePrice < 0, words.faults.salePrice);
  check('purchasePrice', fields.purchasePrice === null || fields.purchasePrice < 0, words.faults.purchasePrice);
  check('salePrice', (fields.salePrice ?? 0) > PLAUSIBLE.price, words.faults.tooDear);
  check('purchasePrice', (fields.purchasePrice ?? 0) > PLAUSIBLE.price, words.faults.tooDear);
  check('minStock', fields.minStock === null || fields.minStock < 0, words.faults.level);
  check('maxStock', fields.maxStock !== null && fields.maxStock < 0, words.faults.level);
  check('maxStock', fields.maxStock !== null && fields.maxStock <= (fields.minStock ?? 0), words.faults.maxStock);
  check('packSize', fields.packSize !== null && fields.packSize <= 0, words.faults.packSize);
  if (sameCode) check('code', true, words.faults.usedCode(sameCode.product.name));
  if (sameBarcode) check('barcode', true, words.faults.usedBarcode(sameBarcode.product.name));
  return faults;
}

/** The document's own fields from what was typed; undefined for what was left empty. Only for fields without a fault. */
export const contentOf = (fields: ProductFields, code: string) => ({
  name: fields.name.trim(),
  code: fields.code.trim() || code,
  unit: fields.unit.trim(),
  purchasePrice: fields.purchasePrice ?? 0,
  salePrice: fields.salePrice ?? 0,
  minStock: fields.minStock ?? 0,
  maxStock: fields.maxStock ?? undefined,
  packSize: fields.packSize ?? undefined,
  barcode: fields.barcode.trim() || undefined,
  categoryId: fields.categoryId || undefined,
  supplierId: fields.supplierId || undefined,
  description: fields.description.trim() || undefined,
});

/** Only what the person changed: a field that another phone edited meanwhile is not written back. */
export function changesOf(
  before: ProductFields,
  after: ProductFields,
  code: string,
): Partial<ReturnType<typeof contentOf>> {
  const old = contentOf(before, code);
  const now = contentOf(after, code);
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => old[name as keyof typeof old] !== value));
}
