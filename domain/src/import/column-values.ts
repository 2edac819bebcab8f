import type { ColumnFacts } from './column-facts.ts';
import type { Field } from './table.ts';

/** How much a column called a date counts of which the days cannot be read: only its very name is enough. */
const UNREAD = 0.2;

const ROW_TYPES = new Set(
  (
    'simple,variable,variation,grouped,external,virtual,downloadable,physical,physical good,good,goods,service,' +
    'services,consumable,storable,storable product,combo,kit,product,regular,digital,bien,biens,consommable,stockable,' +
    'produit stockable,article stockable,produit physique,physique,numerique,produit'
  ).split(','),
);
const isRowTypes = ({ words }: ColumnFacts): boolean =>
  words.size > 0 && [...words].every((word) => ROW_TYPES.has(word.split(' ')[0] ?? '') || ROW_TYPES.has(word));

const least = (share: number, needed: number): number => (share >= needed ? 1 : 0);

const VALUES: Readonly<Record<Field, (facts: ColumnFacts) => number>> = {
  code: (facts) =>
    facts.length > 60 || facts.writtenDays > 0.8 || facts.isSerials ? 0 : facts.distinct < 0.3 ? 0.4 : 1,
  barcode: (facts) => (facts.barcodes >= 0.5 ? 1 : facts.letters > 0.5 ? 0 : 0.7),
  name: (facts) =>
    least(facts.letters, 0.5) *
    (facts.numbers > 0.8 ? 0.2 : 1) *
    (facts.length > 120 ? 0.3 : 1) *
    (facts.writtenDays > 0.5 ? 0 : 1),
  category: (facts) => (facts.letters < 0.5 || isRowTypes(facts) ? 0 : facts.length > 80 ? 0.2 : 1),
  supplier: (facts) => least(facts.letters, 0.5),
  supplierPhone: (facts) => (facts.letters > 0.6 && facts.numbers < 0.2 ? 0.3 : 1),
  leadTimeDays: (facts) => (facts.numbers > 0 || facts.words.size > 0 ? 1 : 0),
  purchasePrice: (facts) => least(facts.numbers, 0.5) * (facts.barcodes > 0.5 || facts.writtenDays > 0.8 ? 0 : 1),
  salePrice: (facts) => least(facts.numbers, 0.5) * (facts.barcodes > 0.5 || facts.writtenDays > 0.8 ? 0 : 1),
  unit: (facts) => least(facts.letters + (facts.words.has('l') || facts.words.has('g') ? 0.5 : 0), 0.4),
  minStock: (facts) => least(facts.numbers, 0.4),
  maxStock: (facts) => least(facts.numbers, 0.4),
  packSize: (facts) => least(facts.numbers, 0.4),
  description: (facts) => least(facts.letters, 0.5),
  isActive: (facts) => least(facts.yesNo, 0.8),
  isArchived: (facts) => least(facts.yesNo, 0.8),
  counted: (facts) => least(facts.numbers, 0.4) * (facts.barcodes > 0.5 || facts.writtenDays > 0.8 ? 0 : 1),
  // A column of that name whose days nobody can read is still no catalogue's.
  date: (facts) => (facts.days + facts.yearless >= 0.4 ? 1 : facts.numbers > 0.8 || facts.yesNo > 0.8 ? 0 : UNREAD),
  time: () => 1,
  quantity: (facts) => least(facts.numbers, 0.4) * (facts.barcodes > 0.5 || facts.writtenDays > 0.8 ? 0 : 1),
  unitPrice: (facts) => least(facts.numbers, 0.4) * (facts.barcodes > 0.5 ? 0 : 1),
  total: (facts) => least(facts.numbers, 0.4) * (facts.barcodes > 0.5 ? 0 : 1),
  discount: (facts) => (facts.letters > 0.5 ? 0 : 1),
  orderTotal: (facts) => least(facts.numbers, 0.4),
  customer: () => 1,
  customerPhone: (facts) => (facts.letters > 0.6 && facts.numbers < 0.2 ? 0.3 : 1),
  debt: (facts) => least(facts.numbers, 0.4),
  creditLimit: (facts) => least(facts.numbers, 0.4),
  note: (facts) => least(facts.letters, 0.3),
  orderNumber: (facts) => (facts.writtenDays > 0.8 ? 0 : 1),
  payment: (facts) => least(facts.letters, 0.5),
  status: (facts) => least(facts.letters, 0.5),
  operation: (facts) => least(facts.letters, 0.5),
  variant: () => 1,
  variant2: () => 1,
  variant3: () => 1,
  group: (facts) => (facts.letters < 0.3 ? 0.5 : 1),
  rowType: (facts) => (isRowTypes(facts) ? 1 : 0),
};

/** How well the values of a column suit a field, 0 (not at all) to 1. */
export const valueFit = (field: Field, facts: ColumnFacts): number => VALUES[field](facts);
