import {
  type Author,
  type Category,
  type Customer,
  categoryId,
  DEFAULT_SETTINGS,
  newDocument,
  type Product,
  type ProductUnit,
  productId,
  type Shop,
  type Supplier,
  supplierId,
} from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { DEMO_CATEGORIES, DEMO_SUPPLIERS, type DemoProduct, demoBarcode } from './catalogue.ts';
import { demoCustomers } from './money-life.ts';
import { paceOf, type Scenario } from './scenario.ts';

/** What is bought by larger packs of pieces is sold by the whole carton too, a little cheaper by the piece. */
export function cartonOf({ packSize, basket, salePrice }: DemoProduct): Omit<ProductUnit, 'barcode'> | null {
  if (packSize < 12 || basket > 3) return null;
  return { name: 'Carton', factor: packSize, salePrice: Math.floor((salePrice * packSize * 0.96) / 100) * 100 };
}

function unitsOf(demo: DemoProduct, rank: number): Pick<Product, 'units'> {
  const carton = cartonOf(demo);
  return carton ? { units: [{ ...carton, barcode: demoBarcode(5_000 + rank) }] } : {};
}

/** The shop's papers: its document, categories, suppliers, customers and products, recorded the day before `from`. */
export function catalogueOf(scenario: Scenario): (Shop | Category | Supplier | Customer | Product)[] {
  const pace = paceOf(scenario);
  const author: Author = { ...scenario.author, at: `${addDays(scenario.from, -1)}T09:00:00.000Z` };
  const shop = newDocument<Shop>(
    {
      _id: 'shop',
      type: 'shop',
      name: scenario.name,
      phone: '+221771234567',
      address: 'Médina, rue 22, Dakar',
      settings: DEFAULT_SETTINGS,
    },
    author,
  );
  const categories = Object.entries(DEMO_CATEGORIES).map(([key, name]) =>
    newDocument<Category>({ _id: categoryId(key), type: 'category', name, isActive: true }, author),
  );
  const suppliers = Object.entries(DEMO_SUPPLIERS).map(([key, supplier]) =>
    newDocument<Supplier>(
      { _id: supplierId(key), type: 'supplier', code: key.toUpperCase(), ...supplier, isActive: true },
      author,
    ),
  );
  const products = scenario.products.map((demo, rank) =>
    newDocument<Product>(
      {
        _id: productId(demo.code.toLowerCase()),
        type: 'product',
        code: demo.code,
        name: demo.name,
        categoryId: categoryId(demo.category),
        supplierId: supplierId(demo.supplier),
        purchasePrice: demo.purchasePrice,
        salePrice: demo.salePrice,
        unit: demo.unit,
        minStock: Math.max(1, Math.ceil(demo.perDay * pace * (must(DEMO_SUPPLIERS[demo.supplier]).leadTimeDays + 1))),
        maxStock: Math.ceil((demo.perDay * pace * 30) / demo.packSize + 1) * demo.packSize,
        packSize: demo.packSize,
        barcode: demoBarcode(rank + 1),
        ...unitsOf(demo, rank),
        ...(demo.shelfDays ? { tracksExpiry: true } : {}),
        isActive: true,
      },
      author,
    ),
  );
  return [shop, ...categories, ...suppliers, ...demoCustomers(author), ...products];
}
