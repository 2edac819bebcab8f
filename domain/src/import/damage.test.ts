import { describe, expect, it } from 'vitest';
import type { Count, Product } from '../documents/index.ts';
import { planCatalogue } from './catalogue.ts';
import type { Existing } from './existing.ts';
import type { Cell } from './table.ts';
import { AUTHOR, importOf } from './testing/inputs.ts';

const ROWS = 1000;
const HEADER = ['Code', 'Code-barres', 'Désignation', 'Prix d’achat', 'Prix de vente', 'Stock'];
const NAMES = [
  'Riz brisé',
  'Sucre en poudre',
  'Huile d’arachide',
  'Savon de Marseille',
  'Café Touba',
  'Lait concentré',
];

/** Numbers in 0..1 that a seed repeats (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Truth {
  readonly code: string;
  readonly barcode: string;
  readonly name: string;
  readonly cost: number;
  readonly price: number;
  readonly stock: number;
}

const truthOf = (index: number): Truth => ({
  code: String(index + 1).padStart(5, '0'),
  barcode: `604${String(index * 7919).padStart(10, '0')}`,
  name: `${NAMES[index % NAMES.length]} n° ${index + 1}`,
  cost: 1000 + index * 10,
  price: 1500 + index * 15,
  stock: 5 + (index % 90),
});

const cellsOf = ({ code, barcode, name, cost, price, stock }: Truth): Cell[] => [
  code,
  barcode,
  name,
  cost,
  price,
  stock,
];

/** What people and programs do to a number in a file, and still mean it. */
const WRITTEN: readonly ((value: number) => Cell)[] = [
  (value) => `${value} FCFA`,
  (value) => `${value},00`,
  (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ' '),
  (value) => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f'),
  (value) => String(value).replace(/\B(?=(\d{3})+$)/g, '.'),
  (value) => `${value},-`,
  (value) => ` ${value} `,
  (value) => `${value} F CFA`,
];
/** And what nobody can read, or only in part. */
const SPOILT: readonly ((value: number) => Cell)[] = [
  () => '',
  () => '-',
  () => 'N/A',
  () => 'voir carnet',
  (value) => -value,
  () => '#REF!',
  () => '=C2*1,2',
  (value) => `${value} ${value}`,
  (value) => `${value}-${value + 100}`,
  (value) => `1 ${value}`,
  (value) => `2 x ${value}`,
  () => '6,04E+12',
  () => '604000000001',
  (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ','),
  () => '12/03/2026',
];
const TEXTS: readonly ((truth: Truth, other: Truth) => Partial<Record<number, Cell>>)[] = [
  ({ code }) => ({ 0: Number(code) }),
  ({ code }) => ({ 0: `${Number(code)}.0` }),
  () => ({ 0: '' }),
  (_, { code }) => ({ 0: code }),
  ({ barcode }) => ({ 0: '', 1: Number(barcode) }),
  () => ({ 1: '6,04E+12' }),
  (_, { barcode }) => ({ 1: barcode }),
  () => ({ 0: '', 1: '', 2: 'TOTAL' }),
  () => ({ 0: 'Total', 1: '', 2: '' }),
  (_, { name }) => ({ 2: name }),
  () => ({ 0: 'ÉPICERIE', 1: '', 2: '', 3: '', 4: '', 5: '' }),
  ({ name }) => ({ 2: name.toUpperCase() }),
  () => ({ 0: '#N/A' }),
];

interface Damaged {
  readonly cells: Cell[];
  /** Whatever was done to the row, all of it can still be read. */
  readonly isSound: boolean;
}

/** The rows of a shop with new prices and counts, of which about half are damaged in one way or another. */
function damaged(truths: readonly Truth[], seed: number): Damaged[] {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return truths.map((truth) => {
    const cells = cellsOf(truth);
    if (next() < 0.5) return { cells, isSound: true };
    const kind = next();
    if (kind < 0.3) for (const column of [3, 4, 5]) cells[column] = pick(WRITTEN)(cells[column] as number);
    else if (kind < 0.7) {
      const column = pick([3, 4, 5]);
      // A price of 0 is asked; a stock of 0 is a stock.
      const spoil = column === 5 ? pick(SPOILT) : pick([...SPOILT, () => 0]);
      cells[column] = spoil(cells[column] as number);
    } else for (const [column, cell] of Object.entries(pick(TEXTS)(truth, pick(truths)))) cells[Number(column)] = cell;
    return { cells, isSound: kind < 0.3 };
  });
}

/** The codes of articles whose own row lost its name or code, or that another row names. */
function mistakable(rows: readonly Cell[][], truths: readonly Truth[]): ReadonlySet<string | undefined> {
  const names = (cells: readonly Cell[]) => cells.slice(0, 3).map((cell) => String(cell).toLowerCase());
  const own = truths.map((truth) => names(cellsOf(truth)));
  const holders = new Map(own.flatMap((texts, index) => texts.map((text) => [text, index] as const)));
  const found = new Set<string | undefined>();
  rows.forEach((cells, index) => {
    const texts = names(cells);
    if (texts.join() === own[index]?.join()) return;
    for (const holder of [index, ...texts.flatMap((text) => holders.get(text) ?? [])]) found.add(truths[holder]?.code);
  });
  return found;
}

describe('a catalogue of a thousand rows with random damage', () => {
  const before = Array.from({ length: ROWS }, (_, index) => truthOf(index));
  const first = planCatalogue(importOf('catalogue', [HEADER, ...before.map(cellsOf)]));
  const products = first.documents.filter((doc): doc is Product => doc.type === 'product');
  const existing: Partial<Existing> = {
    products,
    stock: new Map(
      first.documents
        .filter((doc): doc is Count => doc.type === 'count')
        .map(({ productId, counted, at }) => [productId, { onHand: counted, countedAt: at, isKnown: true }]),
    ),
  };
  // Every price, cost and stock is another one in the new file.
  const after = before.map((truth) => ({
    ...truth,
    cost: truth.cost + 100,
    price: truth.price + 200,
    stock: truth.stock + 1,
  }));
  const idOf = new Map(before.map((truth, index) => [products[index]?._id, truth.code]));

  it.each([1, 2, 3, 4, 5, 6])('imports nothing wrongly without a word about the row (seed %d)', (seed) => {
    const damage = damaged(after, seed);
    const rows = damage.map(({ cells }) => cells);
    const author = { ...AUTHOR, at: '2026-03-21T15:00:00.000Z' };
    const plan = planCatalogue(importOf('catalogue', [HEADER, ...rows], { existing, author }));
    const told = new Set([
      ...plan.faults.map(({ line }) => line),
      ...plan.asks.flatMap(({ items }) => items.map(({ line }) => line)),
    ]);
    const wrong: string[] = [];
    const mistaken = mistakable(rows, after);
    const lineOf = (code: string) => after.findIndex((truth) => truth.code === code) + 2;
    const check = (code: string | undefined, field: string, value: unknown, ...right: unknown[]) => {
      const line = lineOf(code ?? '');
      // A word about the row excuses a product taken for another, never a number that was misread.
      if (!right.includes(value) && !(told.has(line) && mistaken.has(code)))
        wrong.push(`${line} ${field} ${String(value)} ${JSON.stringify(rows[line - 2])}`);
    };
    for (const doc of plan.documents) {
      if (doc.type === 'product') {
        const code = idOf.get(doc._id);
        const [old, now] = [before, after].map((all) => all.find((truth) => truth.code === code));
        if (!old || !now) {
          const line = rows.findIndex((row) => String(row[0]) === doc.code || row[2] === doc.name) + 2;
          if (!told.has(line)) wrong.push(`${line} created ${doc.code} ${doc.name}`);
          continue;
        }
        check(code, 'code', doc.code, old.code);
        check(code, 'name', doc.name.toLowerCase(), old.name.toLowerCase());
        check(code, 'price', doc.salePrice, old.price, now.price);
        check(code, 'cost', doc.purchasePrice, old.cost, now.cost);
      } else if (doc.type === 'count') {
        const code = idOf.get(doc.productId);
        check(code, 'stock', doc.counted, after.find((truth) => truth.code === code)?.stock);
      }
    }
    expect(wrong).toEqual([]);
    // What can be read is imported as it is meant.
    for (const [index, truth] of after.entries()) {
      if (!damage[index]?.isSound || mistaken.has(truth.code)) continue;
      const product = plan.documents.find((doc) => doc.type === 'product' && idOf.get(doc._id) === truth.code);
      const count = plan.documents.find((doc) => doc.type === 'count' && idOf.get(doc.productId) === truth.code);
      expect(product).toMatchObject({ purchasePrice: truth.cost, salePrice: truth.price });
      // Francs are no quantity.
      if (!/F/.test(String(damage[index]?.cells[5]))) expect(count).toMatchObject({ counted: truth.stock });
    }
    expect(plan.summary.productsUpdated).toBeGreaterThan(ROWS * 0.6);
  });
});
