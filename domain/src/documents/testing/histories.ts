import fc from 'fast-check';
import type { Instant } from '../../shared/day.ts';
import { CASH_KINDS, type Cash, EXPENSE_CATEGORIES } from '../cash.ts';
import { FREE_LINE } from '../free-line.ts';
import type { LedgerEvent } from '../ledger-event.ts';
import type { SaleLine } from '../sale.ts';
import { METHODS, type Method, PAYMENTS, returnAmount, saleLineAmount, ticketAmount } from '../settlement.ts';
import type { Void } from '../void.ts';
import { aCash, aClosing, aCount, aMovement, aReturn, aSale, aVoid } from './examples.ts';

/** Random histories of a shop for property tests: several devices, and so few instants that many events share one. */

const INSTANTS: readonly Instant[] = [
  '2026-03-01T23:59:59.999Z',
  '2026-03-02T00:00:00.000Z',
  '2026-03-02T08:00:00.000Z',
  '2026-03-02T08:00:00.001Z',
  '2026-03-02T19:30:00.000Z',
  '2026-03-03T12:00:00.000Z',
];
/** The products that histories speak of. */
export const HISTORY_PRODUCTS = ['product:riz', 'product:huile', 'product:savon'] as const;

/** The people that histories speak of. */
const CUSTOMERS = ['customer:awa', 'customer:moussa'] as const;
const SUPPLIERS = ['supplier:sandaga', 'supplier:keur'] as const;

/** The dates at which what came expires. */
const DATES = ['2026-03-02', '2026-03-20', '2026-04-10'] as const;

const at = fc.constantFrom(...INSTANTS);
const device = fc.constantFrom('d1', 'd2', 'd3');
const product = fc.constantFrom(...HISTORY_PRODUCTS);
const quantity = fc.integer({ min: 1, max: 20_000 }).map((milli) => milli / 1000);
const price = fc.integer({ min: 0, max: 25_000 });

/** An event but for the number that makes its id unique. */
type Draft = (n: number) => Exclude<LedgerEvent, Void>;

const customer = fc.constantFrom(...CUSTOMERS);
const supplier = fc.constantFrom(...SUPPLIERS);
const method = fc.constantFrom(...METHODS);
const amount = fc.integer({ min: 1, max: 50_000 });
/** Parts of a ticket in hundredths of what the parts before left open. */
const shares = fc.uniqueArray(fc.record({ method, percent: fc.integer({ min: 0, max: 100 }) }), {
  selector: (share) => share.method,
  maxLength: 3,
});

/** `whole` by drawn shares; some of it may be left. */
function partsOf(drawn: readonly { readonly method: Method; readonly percent: number }[], whole: number) {
  let open = whole;
  return drawn.flatMap(({ method: by, percent }) => {
    const paid = Math.floor((open * percent) / 100);
    open -= paid;
    return paid > 0 ? [{ method: by, amount: paid }] : [];
  });
}

/** A line by the product's own unit or by the carton of 12, some with a discount. */
const line: fc.Arbitrary<SaleLine> = fc
  .record({
    productId: product,
    quantity,
    unitPrice: price,
    isFree: fc.nat({ max: 4 }).map((drawn) => drawn === 0),
    cartons: fc.option(fc.integer({ min: 1, max: 9 })),
    part: fc.option(fc.nat({ max: 100 })),
  })
  .map(({ cartons, part, isFree, ...drawn }) => {
    const own = isFree ? ({ ...drawn, productId: FREE_LINE, label: 'Divers' } as const) : drawn;
    const by = !isFree && cartons && { quantity: cartons * 12, unit: { name: 'Carton', factor: 12, count: cartons } };
    const sold: SaleLine = { ...own, ...(by || {}) };
    const discount = Math.floor((saleLineAmount(sold) * (part ?? 0)) / 100);
    return discount > 0 ? { ...sold, discount } : sold;
  });

const sale: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    customerId: customer,
    settled: fc.oneof(fc.constantFrom('MISSED' as const, undefined, ...PAYMENTS), shares),
  })
  .map(({ settled, customerId, ...content }) => (n) => {
    if (settled === 'MISSED') return aSale({ ...content, n, status: 'MISSED' });
    if (!Array.isArray(settled)) return aSale({ ...content, n, ...(settled ? { payment: settled } : {}) });
    const payments = partsOf(settled, ticketAmount(content));
    return aSale({ ...content, n, payments, customerId });
  });
const taken: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    customerId: customer,
    lines: fc.array(
      fc.record({
        productId: fc.constantFrom(...HISTORY_PRODUCTS, FREE_LINE),
        quantity,
        amount: price,
        restocked: fc.boolean(),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    shares,
  })
  .map(({ shares: parts, lines, ...content }) => (n) => {
    const refunds = partsOf(parts, returnAmount({ lines }));
    return aReturn({ ...content, n, refunds, lines: lines.map((own, index) => ({ ...own, line: index })) });
  });
const movement: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    productId: product,
    quantity,
    movementType: fc.constantFrom('ENTRY' as const, 'EXIT' as const, 'ADJUSTMENT' as const),
    negative: fc.boolean(),
    takesBack: fc.option(fc.constant('count:2026-02-27T08:00:00.000Z:d1-1'), { nil: undefined }),
    owedTo: fc.option(fc.record({ supplierId: supplier, unitCost: price })),
    expiresOn: fc.option(fc.constantFrom(...DATES), { nil: undefined }),
    unitCost: fc.option(
      fc.nat(500_000).map((cents) => cents / 100),
      { nil: undefined },
    ),
  })
  .map(({ negative, quantity: size, owedTo, unitCost, takesBack, expiresOn, ...content }) => (n) => {
    const isAdjusted = content.movementType === 'ADJUSTMENT';
    const signed = negative && isAdjusted ? -size : size;
    const paid = owedTo ? { ...owedTo, onAccount: true as const } : { unitCost };
    const account = content.movementType === 'ENTRY' ? { ...paid, ...(expiresOn ? { expiresOn } : {}) } : {};
    const back = isAdjusted ? { takesBack } : {};
    return aMovement({ ...content, ...account, ...back, quantity: signed, n });
  });
const cash: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    kind: fc.constantFrom(...CASH_KINDS),
    method,
    amount,
    category: fc.constantFrom(...EXPENSE_CATEGORIES),
    customerId: customer,
    supplierId: supplier,
    opens: fc.constantFrom('method', 'customerId', 'supplierId'),
  })
  .map((drawn) => (n) => aCash({ n, ...cashOf(drawn) }));
const closing: fc.Arbitrary<Draft> = fc
  .record({
    at,
    device,
    parts: fc.uniqueArray(
      fc
        .record({
          method,
          expected: fc.integer({ min: -9000, max: 90_000 }),
          counted: amount,
          taken: fc.nat({ max: 100 }),
        })
        .map(({ taken, ...part }) => ({ ...part, left: Math.max(part.counted - taken * 500, 0) })),
      { selector: (part) => part.method, minLength: 1, maxLength: 4 },
    ),
    isOwnDrawer: fc.boolean(),
  })
  .map(({ isOwnDrawer, ...content }) => (n) => {
    const isOwn = isOwnDrawer && content.parts.some(({ method }) => method === 'CASH');
    return aClosing({ ...content, ...(isOwn ? { drawer: 'PHONE' } : {}), n });
  });

interface DrawnCash extends Required<Pick<Cash, 'at' | 'kind' | 'amount'>> {
  readonly device: string;
  readonly method: NonNullable<Cash['method']>;
  readonly category: NonNullable<Cash['category']>;
  readonly customerId: NonNullable<Cash['customerId']>;
  readonly supplierId: NonNullable<Cash['supplierId']>;
  readonly opens: string;
}

/** What a document of the drawn kind says. */
function cashOf({ category, customerId, supplierId, opens, method, ...said }: DrawnCash): Parameters<typeof aCash>[0] {
  switch (said.kind) {
    case 'EXPENSE':
      return { ...said, method, category };
    case 'CUSTOMER_PAYMENT':
      return { ...said, method, customerId };
    case 'SUPPLIER_PAYMENT':
      return { ...said, method, supplierId };
    case 'TRANSFER':
      return { ...said, method, toMethod: method === 'CASH' ? 'WAVE' : 'CASH' };
    case 'OPENING':
      if (opens === 'method') return { ...said, method };
      return { ...said, method: undefined, ...(opens === 'customerId' ? { customerId } : { supplierId }) };
    default:
      return { ...said, method };
  }
}
const count: fc.Arbitrary<Draft> = fc
  .record({ at, device, productId: product, counted: fc.integer({ min: 0, max: 50_000 }).map((milli) => milli / 1000) })
  .map((content) => (n) => aCount({ ...content, n }));

/**
 * A history: each event once, in no particular order. Some of what can be voided is; the void may come first.
 */
export const histories = (maxLength = 25): fc.Arbitrary<LedgerEvent[]> =>
  fc
    .array(
      fc.record({
        draft: fc.oneof(sale, sale, sale, taken, movement, movement, count, cash, closing),
        voided: fc.nat({ max: 3 }),
      }),
      { maxLength },
    )
    .map((drafts) =>
      drafts.flatMap(({ draft, voided }, n): LedgerEvent[] => {
        const event = draft(n + 1);
        return event.type === 'count' || event.type === 'closing' || voided > 0 ? [event] : [aVoid(event), event];
      }),
    );
