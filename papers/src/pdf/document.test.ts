import { written } from '@digiboost/domain/reports';
import { expect, test } from 'vitest';
import { pdfText } from '../testing/pdf-text.ts';
import { HOSTILE, hostileShop, march, paper } from '../testing/worked-papers.ts';
import { pdfDocument } from './document.ts';

const summary = paper('MONTHLY_SUMMARY');
const bytes = pdfDocument(summary);
const text = pdfText(bytes);
const pages = (text.match(/Page \d+ \/ \d+/g) ?? []).length;

test('a document says every figure of its paper, in a font that has its letters', () => {
  expect(text).not.toContain('\ufffd');
  for (const { title, figures = [], table, isTold } of summary.sections) {
    expect(text).toContain(title);
    for (const { label, value, kind, note } of figures) {
      expect(text).toContain(label);
      expect(text).toContain(written(value, kind));
      if (note) expect(text).toContain(note);
    }
    if (!table || isTold) continue;
    for (const row of table.rows)
      for (const [index, { kind, isKey }] of table.columns.entries())
        if (!isKey) expect(text).toContain(written(row[index] ?? null, kind));
  }
  expect(text).toContain('Boutique Ndèye Œuvre & Fils');
});

test('a banker turns two pages, four at most, and each says which it is', () => {
  expect(pages).toBeGreaterThanOrEqual(2);
  expect(pages).toBeLessThanOrEqual(4);
  expect(text).toContain(`Page ${pages} / ${pages}`);
});

test('the same paper is the same file', () => {
  expect(Buffer.from(pdfDocument(summary)).equals(Buffer.from(bytes))).toBe(true);
  const later = pdfDocument(paper('MONTHLY_SUMMARY', { ...march(), madeAt: '2026-04-01T06:00:00.000Z' }));
  expect(Buffer.from(later).equals(Buffer.from(bytes))).toBe(false);
});

test('hostile names are words', () => {
  const hostile = pdfText(pdfDocument(paper('MONTHLY_SUMMARY', hostileShop())));
  for (const name of [HOSTILE[0], HOSTILE[3], 'é œ ’ ŋ ‰ « Ñ »'])
    expect(hostile.replaceAll(/\s+/g, ' ')).toContain(name);
});

test('a long table goes on over pages with its head', () => {
  const inventory = paper('INVENTORY');
  const [stock] = inventory.sections;
  const table = stock?.table;
  if (!table) throw new Error('no table');
  const rows = Array.from({ length: 120 }, (_, n) => table.rows[n % table.rows.length] ?? []);
  const long = pdfText(pdfDocument({ ...inventory, sections: [{ ...stock, table: { ...table, rows } }] }));
  expect(long.match(/Dernière/g)?.length).toBeGreaterThan(2);
});

test('a document that is sealed says its code and leads to its page; one made without a network says so', () => {
  const url = `https://exemple.sn/api/v1/papers/${'A'.repeat(460)}.${'b'.repeat(43)}`;
  const code = 'A1B2-C3D4-E5F6-0718-293A';
  const online = pdfDocument({ ...summary, seal: { code, url } });
  expect(pdfText(online)).toContain(code);
  expect(Buffer.from(online).toString('latin1')).toContain(url);
  expect(online.length - bytes.length).toBeLessThan(15_000);
  const offline = pdfText(pdfDocument({ ...summary, seal: { code, url: null } }));
  expect(offline).toContain('À vérifier après envoi');
  expect(offline).toContain(code);
});
