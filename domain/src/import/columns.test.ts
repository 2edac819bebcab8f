import { describe, expect, it } from 'vitest';
import { missingFields, recogniseColumns as recognise, unreadColumns } from './columns.ts';
import { guess } from './guess.ts';
import { findHeader } from './header.ts';
import type { Cell } from './table.ts';
import type { ImportKind } from './types.ts';

const recogniseColumns = (kind: ImportKind, header: readonly Cell[]) =>
  recognise(kind, { rows: [header], headerIndex: 0 });
const guessKind = (header: readonly Cell[]) => guess({ rows: [header], headerIndex: 0 }).kind;

describe('recogniseColumns', () => {
  it('knows French names, whatever their accents, case and currency', () => {
    expect(
      recogniseColumns('catalogue', [
        'Réf.',
        'DÉSIGNATION',
        "Prix d'achat (FCFA)",
        'Prix de vente TTC',
        'Famille',
        'Fournisseur',
        'Stock mini',
        'Unité',
      ]),
    ).toEqual({ code: 0, name: 1, purchasePrice: 2, salePrice: 3, category: 4, supplier: 5, minStock: 6, unit: 7 });
  });

  it('knows English names, also in one word', () => {
    expect(
      recogniseColumns('sales', [
        'InvoiceNo',
        'StockCode',
        'Description',
        'Quantity',
        'InvoiceDate',
        'UnitPrice',
        'CustomerID',
        'Country',
      ]),
    ).toEqual({ orderNumber: 0, code: 1, name: 2, quantity: 3, date: 4, unitPrice: 5, customer: 6 });
  });

  it('reads Qté, PU and Montant of a French sales file', () => {
    expect(recogniseColumns('sales', ['Date', 'Produit', 'Qté', 'P.U.', 'Montant', 'Client', 'N° ticket'])).toEqual({
      date: 0,
      name: 1,
      quantity: 2,
      unitPrice: 3,
      total: 4,
      customer: 5,
      orderNumber: 6,
    });
  });

  it('gives each column to one field, and each field one column', () => {
    const mapping = recogniseColumns('sales', ['Prix', 'Prix', 'Prix unitaire', 'Date', 'Date facture']);
    expect(Object.values(mapping)).toHaveLength(new Set(Object.values(mapping)).size);
    expect(mapping.unitPrice).toBe(0);
  });

  it('stays quick and sane before three hundred columns of noise', () => {
    const header = Array.from({ length: 300 }, (_, index) => `<img src=x onerror=alert(${index})> prix prix prix`);
    const started = performance.now();
    expect(Object.keys(recogniseColumns('catalogue', header)).length).toBeLessThan(5);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('guessKind', () => {
  it.each([
    [['sku', 'date', 'qty', 'price'], 'sales'],
    [['Date', 'Produit', 'Quantité', 'Prix'], 'sales'],
    [['Code', 'Produit', 'Prix achat', 'Prix vente', 'Catégorie'], 'catalogue'],
    [['Code', 'Produit', 'Prix achat', 'Prix vente', 'Stock'], 'catalogue'],
    [['Produit', 'Prix'], 'catalogue'],
    [['Code', 'Produit', 'Stock compté'], 'stock'],
    [['Article', 'Quantité'], 'stock'],
    [['Code', 'Quantité', 'Date inventaire'], 'stock'],
  ])('takes %j for %s', (header, kind) => {
    expect(guessKind(header)).toBe(kind);
  });

  it('says something of a file without any known column', () => {
    expect(guessKind(['a', 'b'])).toBe('catalogue');
    expect(guessKind([])).toBe('catalogue');
  });
});

describe('findHeader', () => {
  it('skips titles above the columns', () => {
    expect(
      findHeader([['Boutique Ndiaye'], [], ['Liste au 12/03/2026'], ['Code', 'Produit', 'Prix'], ['a', 'b', 3]]),
    ).toMatchObject({ headerIndex: 3 });
  });

  it('takes the first row with text without a known name, and 0 for an empty file', () => {
    expect(findHeader([[], ['x', 'y'], ['1', '2']])).toMatchObject({ headerIndex: 1 });
    expect(findHeader([])).toMatchObject({ headerIndex: 0 });
  });
});

describe('unreadColumns', () => {
  const table = {
    headerIndex: 0,
    rows: [
      ['Produit', 'Prix de vente', 'Stock', 'Couleur', 'Fournisseur'],
      ['Riz', '500', 'à voir', 'blanc', ''],
      ['Sucre', '700', 'un peu', 'roux', ''],
      ['Huile', '1 200', '12', 'jaune', ''],
    ],
  };

  it('names what is called as a field is and was left out, since its values cannot be read or somebody chose so', () => {
    const mapping = recognise('catalogue', table);
    expect(Object.values(mapping)).not.toContain(2);
    expect(unreadColumns('catalogue', table, mapping)).toEqual([2]);
    const { salePrice: _, ...without } = mapping;
    expect(unreadColumns('catalogue', table, without)).toEqual([1, 2]);
  });

  it('says nothing of what is taken, of an empty column, and of what no import takes', () => {
    const mapping = { ...recognise('catalogue', table), stock: 2 };
    expect(unreadColumns('catalogue', table, mapping)).toEqual([]);
  });
});

describe('missingFields', () => {
  it('names the groups of which no column was found', () => {
    expect(missingFields('sales', { date: 0 })).toEqual([['code', 'barcode', 'name'], ['quantity']]);
    expect(missingFields('catalogue', { name: 0 })).toEqual([]);
  });
});
