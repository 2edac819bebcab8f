import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimedId, timedId } from './event-id.ts';
import { FREE_LINE } from './free-line.ts';
import { isLedgerEvent } from './ledger-event.ts';
import type { Product } from './product.ts';
import { DOCUMENT_TYPES, documentFault } from './registry.ts';
import { aMovement, anOrder, aProduct, aSale, aShop, aVoid, oneOfEach } from './testing/examples.ts';
import { histories } from './testing/histories.ts';
import { voidedContent } from './void.ts';

describe('documents', () => {
  test('there is a valid factory for every type', () => {
    const docs = oneOfEach();
    for (const doc of docs) expect(documentFault(doc), doc._id).toBeNull();
    expect(new Set(docs.map(({ type }) => type))).toEqual(new Set(Object.keys(DOCUMENT_TYPES)));
    expect(new Set(docs.map(({ _id }) => _id)).size).toBe(docs.length);
  });

  test('what makes lines of the ledger is what the views take for it', () => {
    for (const doc of oneOfEach()) expect(isLedgerEvent(doc)).toBe(DOCUMENT_TYPES[doc.type].projection === 'ledger');
  });

  test('random histories are valid documents', () => {
    fc.assert(
      fc.property(histories(), (events) => {
        for (const event of events) expect(documentFault(event)).toBeNull();
        expect(events.every(isLedgerEvent)).toBe(true);
        expect(new Set(events.map(({ _id }) => _id)).size).toBe(events.length);
      }),
    );
  });

  test('stay valid with what CouchDB adds, and through JSON', () => {
    for (const doc of oneOfEach()) {
      const stored = { ...doc, _rev: '1-a', _revisions: { start: 1, ids: ['a'] }, _conflicts: ['1-b'] };
      expect(documentFault(JSON.parse(JSON.stringify(stored))), doc._id).toBeNull();
    }
  });

  test('a fault names the field', () => {
    expect(documentFault({ _id: 'x', type: 'constructor' })).toEqual({
      field: 'type',
      reason: 'unknown document type',
    });
    expect(documentFault({ ...aSale(), lines: [{ productId: 'product:riz', quantity: 0, unitPrice: 1 }] })?.field).toBe(
      'lines.0.quantity',
    );
    expect(documentFault({ ...aMovement(), quantity: -1 })?.reason).toBe('movement quantity');
    expect(documentFault({ ...aSale(), at: '2026-03-02T09:15:00.001Z' })?.field).toBe('_id');
  });

  test('a line has a name of its own where, and only where, it is not in the catalogue', () => {
    const sold = { quantity: 1, unitPrice: 50 };
    const fault = (line: object) => documentFault({ ...aSale(), lines: [{ ...sold, ...line }] })?.reason ?? null;
    expect(fault({ productId: FREE_LINE, label: 'Sac plastique' })).toBeNull();
    expect(fault({ productId: FREE_LINE })).toBe('free line');
    expect(fault({ productId: 'product:riz', label: 'Sac plastique' })).toBe('free line');
    expect(fault({ productId: FREE_LINE, label: 'Sac', unit: { name: 'Lot', factor: 1, count: 1 } })).toBe('free line');
    expect(documentFault(aProduct({ _id: FREE_LINE }))?.reason).toBe('of no product');
  });

  test('too deep or too large is a fault, whatever the field', () => {
    const lost = { field: 'lines', at: '2026-03-02T09:15:00.001Z', by: 'u-awa', deviceId: 'k1' };
    const holding = (value: unknown) => documentFault({ ...anOrder(), history: [{ ...lost, value }] });
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`) as unknown;
    expect(holding([{ productId: 'product:riz', quantity: 1, unitCost: 5 }])).toBeNull();
    for (const value of [nested(20), nested(20_000), 'x'.repeat(1_000_001), Array(1_000_001).fill(0)])
      expect(holding(value)?.reason).toBe('too large or nested too deeply');
  });

  test('what was edited is a field that people edit, with a stamp, and what it held was valid', () => {
    const by = { at: '2026-03-02T09:15:00.001Z', by: 'u-awa', deviceId: 'k1' };
    const stamp = `${by.at}|${by.by}|${by.deviceId}`;
    const lost = (field: string, value?: unknown) => documentFault(aProduct({ history: [{ ...by, field, value }] }));
    expect(lost('salePrice', 600)).toBeNull();
    expect(lost('barcode')).toBeNull();
    expect(documentFault(aShop({ edits: { 'settings.coverageDays': [stamp] } }))).toBeNull();
    const forged: [string, unknown][] = [
      ['_id', 'shop'],
      ['_rev', '3-a'],
      ['type', 'shop'],
      ['createdBy', 'u-admin'],
      ['edits', {}],
      ['settings', {}],
      ['settings.timezone', 'Europe/Paris'],
      ['constructor', 1],
      ['toString', 'x'],
      ['name.length', 1],
      ['salePrice', 'cher'],
      ['salePrice', undefined],
      ['isActive', 'oui'],
    ];
    for (const [field, value] of forged) expect(lost(field, value)?.field, field).toBe('history.0');
    for (const field of ['constructor', 'toString', '_id', 'type', 'prix'])
      expect(documentFault(aProduct({ edits: { [field]: [stamp] } }))?.field).toBe(`edits.${field}`);
    const proto = JSON.parse('{"__proto__":["x"]}') as Product['edits'];
    expect(documentFault(aProduct({ edits: proto }))).not.toBeNull();
    for (const wrong of ['', 'hier|u-awa|k1', `${by.at}|u-awa`, `${by.at}||k1`, `${stamp}|x`])
      expect(documentFault(aProduct({ edits: { name: [wrong] } }))?.reason, wrong).toBe('stamp');
  });

  test('a field keeps a bounded number of stamps', () => {
    const stamp = '2026-03-02T09:15:00.001Z|u-awa|k1';
    expect(documentFault(aProduct({ edits: { name: Array(12).fill(stamp) } }))).toBeNull();
    expect(documentFault(aProduct({ edits: { name: Array(13).fill(stamp) } }))?.field).toBe('edits.name');
  });

  test('a void repeats what it cancels and nothing of who recorded it', () => {
    const sale = aSale({ customerName: 'Moussa' });
    const { _id, createdAt, createdBy, deviceId, ...content } = sale;
    expect(voidedContent({ ...sale, _rev: '1-a' })).toEqual(content);
    expect(aVoid(sale)._id).toBe(`void:${_id}`);
  });
});

describe('timed ids', () => {
  const instant = fc
    .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') })
    .map((ms) => new Date(ms).toISOString());

  test('say what they are made of', () => {
    fc.assert(
      fc.property(instant, fc.stringMatching(/^[a-z0-9]{1,12}$/), fc.nat(), (at, device, n) => {
        expect(parseTimedId(timedId('sale', at, device, n))).toEqual({ type: 'sale', at, device, n: String(n) });
      }),
    );
  });

  test('sort by time', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        fc.pre(a !== b);
        expect(timedId('count', a, 'd9', 1) < timedId('count', b, 'd1', 2)).toBe(a < b);
      }),
    );
  });

  test.each([
    'sale:2026-03-02:d1-1',
    'product:riz',
    'sale:2026-03-02T09:15:00.000Z:d1',
    'void:sale:2026-03-02T09:15:00.000Z:d1-1',
  ])('%s is none', (id) => {
    expect(parseTimedId(id)).toBeNull();
  });
});
