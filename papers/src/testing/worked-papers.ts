import type { ReportType } from '@digiboost/domain/documents';
import { aProduct, aSale, aSupplier } from '@digiboost/domain/documents/testing/examples';
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

/** The paper of one report. */
export const paper = (type: ReportType, input: ReportInput = march()): Paper => paperOf(REPORTS[type], input);
