import type { ReportType } from '@digiboost/domain/documents';
import {
  aCash,
  aClosing,
  aMovement,
  anAsset,
  aProduct,
  aSale,
  aSupplier,
} from '@digiboost/domain/documents/testing/examples';
import { type Paper, paperOf, REPORTS, type ReportInput } from '@digiboost/domain/reports';
import { reportInput } from '@digiboost/domain/reports/testing/report-shop';
import { workedShop } from '@digiboost/domain/shop/testing/worked-shop';

const TODAY = '2026-03-31';

/** March of the worked shop. */
export const march = (): ReportInput => reportInput(workedShop(TODAY), { today: TODAY, from: '2026-03-01' });

/** Names that somebody would give to break a file: formulas, markup, wild cards, turned text, half characters. */
export const HOSTILE = [
  '=HYPERLINK("http://exemple.sn";"gagnez")',
  '+221 77',
  '-1+1',
  '@SUM(A1:A9)',
  '</t></si><c r="A1"><f>1</f></c>&amp;<!--',
  '*?~"\'',
  '\u202eneiteb',
  '\ud83d\u0000\u0007fin',
  'é œ ’ ŋ ‰ \u202f« Ñ »',
];

/** A shop of which every product, supplier and customer bears one of those names. */
export function hostileShop(): ReportInput {
  const products = HOSTILE.map((name, n) =>
    aProduct({ _id: `product:p${n}`, name, code: `0${n}`, unit: name, supplierId: `supplier:s${n}` }),
  );
  const suppliers = HOSTILE.map((name, n) => aSupplier({ _id: `supplier:s${n}`, name }));
  const events = HOSTILE.map((name, n) =>
    aSale({
      n,
      at: `2026-03-0${n + 1}T1${n}:00:00.000Z`,
      customerName: name,
      lines: [{ productId: `product:p${n}`, quantity: n + 0.5, unitPrice: 101 }],
    }),
  );
  return reportInput({ products, suppliers, orders: [], events }, { today: TODAY, from: '2026-03-01' });
}

/** February and March of the worked shop, with an owner, a lender, debts and equipment. */
export function moneyShop(): ReportInput {
  const shop = workedShop(TODAY);
  const on = (day: string, n: number) => ({ at: `${day}T20:00:00.000Z`, n: `m${n}` });
  const events = [
    aCash({ ...on('2026-01-02', 1), kind: 'OPENING', method: 'BANK', amount: 250_000 }),
    aClosing({ ...on('2026-02-02', 2), parts: [{ method: 'CASH', expected: 0, counted: 90_000, left: 60_000 }] }),
    aCash({ ...on('2026-02-05', 3), category: 'RENT', amount: 25_000, label: 'Loyer de février' }),
    aCash({ ...on('2026-02-10', 4), kind: 'LOAN_IN', method: 'WAVE', amount: 100_000 }),
    aCash({ ...on('2026-02-28', 5), category: 'WAGES', amount: 30_000, label: '=cmd()' }),
    aSale({ ...on('2026-03-01', 6), payments: [{ method: 'WAVE', amount: 300 }], customerId: 'customer:moussa' }),
    aMovement({ ...on('2026-03-03', 7), unitCost: 380.4, supplierId: 'supplier:sandaga', onAccount: true }),
    aCash({ ...on('2026-03-05', 8), category: 'EQUIPMENT', amount: 30_000, label: 'Balance' }),
    aCash({ ...on('2026-03-06', 9), kind: 'TRANSFER', method: 'WAVE', toMethod: 'BANK', amount: 50_000 }),
    aCash({ ...on('2026-03-20', 10), kind: 'OWNER_OUT', method: 'BANK', amount: 40_000 }),
    aClosing({ ...on('2026-03-30', 11), parts: [{ method: 'CASH', expected: 0, counted: 120_000, left: 120_000 }] }),
  ];
  const assets = [
    anAsset({ boughtOn: '2024-05-17', amount: 350_000 }),
    anAsset({ _id: 'asset:balance', designation: 'Balance', boughtOn: '2026-03-05', amount: 30_000, years: 3 }),
    anAsset({ _id: 'asset:moto', boughtOn: '2023-01-01', soldOn: '2026-03-15', salePrice: 90_000 }),
  ];
  const own = { ...shop, events: [...shop.events, ...events] };
  return reportInput(own, { today: TODAY, from: '2026-02-01', assets });
}

/** The paper of one report. */
export const paper = (type: ReportType, input: ReportInput = march()): Paper => paperOf(REPORTS[type], input);
