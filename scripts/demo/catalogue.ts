/**
 * What a boutique of a quarter in Dakar sells: one line per product, with the price paid and asked (FCFA), how many
 * units go on an ordinary day, how many a customer takes at once, and the pack the supplier delivers.
 */
export interface DemoProduct {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly supplier: string;
  readonly unit: string;
  readonly purchasePrice: number;
  readonly salePrice: number;
  readonly perDay: number;
  readonly basket: number;
  readonly packSize: number;
  /** Days for which it can be sold from its delivery on, where its dates are followed. */
  readonly shelfDays?: number;
}

export const DEMO_CATEGORIES: Readonly<Record<string, string>> = {
  cereales: 'Céréales et farines',
  epicerie: 'Épicerie',
  boissons: 'Boissons',
  laitiers: 'Lait et petit déjeuner',
  frais: 'Légumes et frais',
  hygiene: 'Hygiène et entretien',
  maison: 'Maison et énergie',
};

export const DEMO_SUPPLIERS: Readonly<
  Record<string, { name: string; contact: string; phone: string; leadTimeDays: number }>
> = {
  sandaga: { name: 'Grossiste Sandaga', contact: 'Modou Fall', phone: '+221771234501', leadTimeDays: 2 },
  port: { name: 'Dépôt riz du Port', contact: 'Aminata Sow', phone: '+221781234502', leadTimeDays: 5 },
  boissons: { name: 'Dépôt boissons Pikine', contact: 'Cheikh Ndiaye', phone: '+221761234503', leadTimeDays: 3 },
  castors: { name: 'Marché Castors', contact: 'Fatou Diop', phone: '+221701234504', leadTimeDays: 1 },
  hygiene: { name: 'Comptoir hygiène Colobane', contact: 'Ibrahima Ba', phone: '+221751234505', leadTimeDays: 7 },
};

type Row = [
  name: string,
  category: string,
  supplier: string,
  unit: string,
  bought: number,
  sold: number,
  perDay: number,
  basket: number,
  pack: number,
];

const ROWS: Row[] = [
  ['Riz brisé parfumé 25 kg', 'cereales', 'port', 'sac', 11_400, 12_500, 1.6, 1, 10],
  ['Riz brisé ordinaire 50 kg', 'cereales', 'port', 'sac', 17_600, 19_000, 0.7, 1, 5],
  ['Riz au détail', 'cereales', 'port', 'kg', 380, 450, 14, 2, 50],
  ['Mil', 'cereales', 'castors', 'kg', 310, 400, 6, 2, 25],
  ['Farine de blé 1 kg', 'cereales', 'sandaga', 'paquet', 440, 550, 5, 1, 10],
  ['Couscous de mil (thiéré) 500 g', 'cereales', 'castors', 'sachet', 420, 550, 2.2, 1, 12],
  ['Pâtes spaghetti 500 g', 'cereales', 'sandaga', 'paquet', 300, 400, 7, 1, 20],
  ['Vermicelles 500 g', 'cereales', 'sandaga', 'paquet', 310, 400, 4, 1, 20],
  ['Huile végétale 1 L', 'epicerie', 'sandaga', 'bouteille', 1_080, 1_250, 8, 1, 12],
  ['Huile végétale 5 L', 'epicerie', 'sandaga', 'bidon', 5_250, 5_900, 1.3, 1, 4],
  ["Huile d'arachide au détail", 'epicerie', 'castors', 'litre', 1_150, 1_400, 3, 0.5, 20],
  ['Sucre en poudre 1 kg', 'epicerie', 'sandaga', 'kg', 590, 675, 9, 1, 25],
  ['Sucre en morceaux 1 kg', 'epicerie', 'sandaga', 'boîte', 720, 850, 4, 1, 10],
  ['Sel iodé 500 g', 'epicerie', 'sandaga', 'sachet', 90, 150, 3, 1, 24],
  ['Concentré de tomate 400 g', 'epicerie', 'sandaga', 'boîte', 560, 700, 6, 1, 24],
  ['Concentré de tomate sachet 70 g', 'epicerie', 'sandaga', 'sachet', 75, 100, 18, 2, 50],
  ['Bouillon cube (tablette)', 'epicerie', 'sandaga', 'tablette', 18, 25, 40, 4, 100],
  ['Moutarde 200 g', 'epicerie', 'sandaga', 'pot', 380, 500, 1.5, 1, 12],
  ['Mayonnaise 250 g', 'epicerie', 'sandaga', 'pot', 640, 800, 2, 1, 12],
  ['Vinaigre 1 L', 'epicerie', 'sandaga', 'bouteille', 330, 450, 1.2, 1, 12],
  ['Sardines à l’huile 125 g', 'epicerie', 'sandaga', 'boîte', 390, 500, 4, 1, 50],
  ['Pâte d’arachide (tigadégué)', 'epicerie', 'castors', 'kg', 1_250, 1_600, 1.8, 0.5, 5],
  ['Poivre noir sachet', 'epicerie', 'castors', 'sachet', 60, 100, 5, 1, 50],
  ['Eau minérale 1,5 L', 'boissons', 'boissons', 'bouteille', 300, 400, 9, 1, 6],
  ['Eau minérale 10 L', 'boissons', 'boissons', 'bidon', 1_020, 1_250, 2, 1, 4],
  ['Eau en sachet', 'boissons', 'boissons', 'sachet', 30, 50, 30, 2, 30],
  ['Boisson gazeuse cola 33 cl', 'boissons', 'boissons', 'canette', 330, 450, 7, 1, 24],
  ['Boisson gazeuse ananas 1 L', 'boissons', 'boissons', 'bouteille', 560, 700, 3, 1, 12],
  ['Jus de bissap 50 cl', 'boissons', 'castors', 'bouteille', 350, 500, 3, 1, 12],
  ['Café Touba 250 g', 'laitiers', 'castors', 'sachet', 640, 800, 4, 1, 10],
  ['Café soluble (stick)', 'laitiers', 'sandaga', 'stick', 36, 50, 26, 2, 100],
  ['Thé vert (attaya) 25 g', 'laitiers', 'sandaga', 'sachet', 110, 150, 11, 1, 40],
  ['Lait en poudre sachet 20 g', 'laitiers', 'sandaga', 'sachet', 82, 100, 24, 2, 100],
  ['Lait en poudre 400 g', 'laitiers', 'sandaga', 'sachet', 1_650, 1_950, 2.5, 1, 12],
  ['Lait concentré sucré 1 kg', 'laitiers', 'sandaga', 'boîte', 1_180, 1_400, 2.2, 1, 12],
  ['Chocolat à tartiner 350 g', 'laitiers', 'sandaga', 'pot', 720, 900, 3, 1, 12],
  ['Biscuits (paquet)', 'laitiers', 'sandaga', 'paquet', 75, 100, 16, 1, 48],
  ['Beurre de table 200 g', 'laitiers', 'sandaga', 'plaquette', 640, 800, 1.6, 1, 20],
  ['Yaourt nature 125 g', 'laitiers', 'sandaga', 'pot', 175, 250, 7, 2, 24],
  ['Oignons', 'frais', 'castors', 'kg', 380, 500, 10, 1, 25],
  ['Pommes de terre', 'frais', 'castors', 'kg', 400, 525, 7, 1, 25],
  ['Ail', 'frais', 'castors', 'kg', 1_500, 2_000, 0.9, 0.25, 5],
  ['Œufs (plateau de 30)', 'frais', 'castors', 'plateau', 2_750, 3_200, 1.8, 1, 5],
  ['Savon de ménage (morceau)', 'hygiene', 'hygiene', 'morceau', 290, 375, 6, 1, 24],
  ['Lessive en poudre sachet 30 g', 'hygiene', 'hygiene', 'sachet', 36, 50, 20, 2, 100],
  ['Eau de Javel 1 L', 'hygiene', 'hygiene', 'bouteille', 380, 500, 3, 1, 12],
  ['Dentifrice 75 ml', 'hygiene', 'hygiene', 'tube', 520, 700, 1.2, 1, 12],
  ['Couches bébé (paquet)', 'hygiene', 'hygiene', 'paquet', 2_350, 2_800, 1.1, 1, 6],
  ['Papier hygiénique (4 rouleaux)', 'hygiene', 'hygiene', 'paquet', 620, 800, 2.4, 1, 12],
  ['Bougies (paquet de 6)', 'maison', 'hygiene', 'paquet', 380, 500, 2, 1, 20],
  ['Piles R6 (paire)', 'maison', 'hygiene', 'paire', 180, 300, 1.4, 1, 24],
];

/** What does not keep: days from the delivery to the last one on which it may be sold. */
const SHELF_DAYS: Readonly<Record<string, number>> = { 'Yaourt nature 125 g': 21, 'Beurre de table 200 g': 60 };

/** The 51 products of the demo shop. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = ROWS.map(
  ([name, category, supplier, unit, purchasePrice, salePrice, perDay, basket, packSize], index) => ({
    code: `P${String(index + 1).padStart(3, '0')}`,
    name,
    category,
    supplier,
    unit,
    purchasePrice,
    salePrice,
    perDay,
    basket,
    packSize,
    ...(SHELF_DAYS[name] ? { shelfDays: SHELF_DAYS[name] } : {}),
  }),
);

/** An EAN-13 with Senegal's prefix (604) and its check digit, for the product of that rank. */
export function demoBarcode(rank: number): string {
  const digits = `604${String(1_000_000 + rank * 37).padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** `count` products: the demo's own, then variants of them (other sizes and brands) with rarer and rarer sales. */
export function largeCatalogue(count: number): DemoProduct[] {
  return Array.from({ length: count }, (_, index) => {
    const base = DEMO_PRODUCTS[index % DEMO_PRODUCTS.length] as DemoProduct;
    const variant = Math.floor(index / DEMO_PRODUCTS.length);
    if (variant === 0) return base;
    const factor = 1 + 0.07 * (variant % 9);
    return {
      ...base,
      code: `P${String(index + 1).padStart(3, '0')}`,
      name: `${base.name}, gamme ${String.fromCharCode(64 + ((variant - 1) % 26) + 1)}${variant > 26 ? Math.floor(variant / 26) : ''}`,
      purchasePrice: Math.round(base.purchasePrice * factor),
      salePrice: Math.ceil((base.salePrice * factor) / 5) * 5,
      perDay: base.perDay / (1 + variant),
    };
  });
}
