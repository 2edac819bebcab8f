import { expect, it } from 'vitest';
import type { Sale } from '../documents/sale.ts';
import { aReturn } from '../documents/testing/examples.ts';
import { type ReceiptSetting, receiptMessage, receiptNumber, receiptRows, returnReceiptRows } from './receipt.ts';

const sale = {
  _id: 'sale:2026-03-02T18:05:00.000Z:kx81ab2c-27',
  type: 'sale',
  at: '2026-03-02T18:05:00.000Z',
  day: '2026-03-02',
  status: 'DELIVERED',
  lines: [
    { productId: 'product:riz', quantity: 2, unitPrice: 450 },
    { productId: 'product:x', quantity: 0.5, unitPrice: 1001 },
  ],
  payments: [{ method: 'WAVE', amount: 1000 }],
  customerId: 'customer:awa',
  createdAt: '2026-03-02T18:05:00.000Z',
  createdBy: 'modou',
  device: 'kx81ab2c',
} as unknown as Sale;
const setting: ReceiptSetting = {
  shop: {
    name: 'Boutique\nMédina',
    phone: '+221771234567',
    ninea: '0012345',
    settings: { vat: 'NONE' },
  } as ReceiptSetting['shop'],
  timezone: 'Africa/Dakar',
  productOf: (id) => (id === 'product:riz' ? { name: 'Riz *brisé*', unit: 'kg' } : null),
  seller: 'Modou',
  customer: 'Awa',
  isVoided: false,
};
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

it('says what came back of which ticket, and how it was given back', () => {
  const taken = aReturn({
    at: '2026-03-03T09:00:00.000Z',
    device: 'd7',
    n: 4,
    saleId: sale._id,
    lines: [{ line: 0, productId: 'product:riz', quantity: 2, amount: 900, restocked: true }],
    refunds: [
      { method: 'CASH', amount: 300 },
      { method: 'WAVE', amount: 200 },
    ],
    customerId: 'customer:awa',
    reason: 'Abîmé',
  });
  const rows = returnReceiptRows(taken, sale, { ...setting, shop: null }).map((row) =>
    row.kind === 'rule' ? '--' : plain(row.kind === 'pair' ? `${row.left} | ${row.right}` : row.text),
  );
  expect(rows).toEqual([
    '',
    '--',
    'Retour | 260303-D7-4',
    '3 mars 2026 | 09:00',
    'Repris par | Modou',
    'Client | Awa',
    'Du ticket | 260302-KX81-27',
    '--',
    'Riz *brisé*',
    '  2 kg | 900 F',
    '--',
    'RETOUR | 900 F',
    'Rendu : Espèces | 300 F',
    'Rendu : Wave | 200 F',
    'Enlevé de la dette | 400 F',
    'Abîmé',
    '--',
    'Merci, à bientôt',
  ]);
});

it('calls what is not in the catalogue as it was called on the ticket', () => {
  const lines: Sale['lines'] = [{ productId: 'product:divers', label: 'Sac\nplastique', quantity: 2, unitPrice: 50 }];
  const texts = receiptRows({ ...sale, lines }, setting).flatMap((row) => (row.kind === 'text' ? [row.text] : []));
  expect(texts).toEqual(['Sac plastique']);
});

it('says who sold what, when, for how much, how it was paid and what is left to pay', () => {
  const rows = receiptRows(sale, setting).map((row) =>
    row.kind === 'rule' ? '--' : plain(row.kind === 'pair' ? `${row.left} | ${row.right}` : row.text),
  );
  expect(rows).toEqual([
    'Boutique Médina',
    '77 123 45 67',
    'NINEA 0012345',
    'TVA non applicable',
    '--',
    'Reçu | 260302-KX81-27',
    '2 mars 2026 | 18:05',
    'Vendu par | Modou',
    'Client | Awa',
    '--',
    'Riz *brisé*',
    '  2 kg × 450 F | 900 F',
    'Article',
    '  0,5 × 1 001 F | 501 F',
    '--',
    'TOTAL | 1 401 F',
    'Wave | 1 000 F',
    'Reste à payer | 401 F',
    '--',
    'Merci, à bientôt',
  ]);
});

it('says the carton that was sold, and what was taken off', () => {
  const unit = { name: 'carton', factor: 24, count: 2 };
  const lines = [{ productId: 'product:riz' as const, quantity: 48, unitPrice: 10_000, unit, discount: 500 }];
  const rows = receiptRows({ ...sale, lines }, setting).flatMap((row) =>
    row.kind === 'pair' ? [plain(`${row.left} | ${row.right}`)] : [],
  );
  expect(rows).toContain('  2 cartons × 10 000 F | 20 000 F');
  expect(rows).toContain('  Remise | −500 F');
  expect(rows).toContain('TOTAL | 19 500 F');
});

it('says that a ticket was cancelled', () => {
  expect(receiptRows(sale, { ...setting, isVoided: true })).toContainEqual({ kind: 'title', text: 'ANNULÉ' });
});

it('becomes a message in which no name sets the type', () => {
  const message = plain(receiptMessage(receiptRows(sale, setting)));
  expect(message).toContain('• Riz brisé\n2 kg × 450 F : 900 F');
  expect(message).toContain('*TOTAL : 1 401 F*');
  expect(message.startsWith('*Boutique Médina*\n')).toBe(true);
});

it('has another number for each ticket of a phone', () => {
  expect(receiptNumber(sale)).toBe('260302-KX81-27');
  expect(receiptNumber({ ...sale, _id: `${sale._id}1` })).toBe('260302-KX81-271');
});
