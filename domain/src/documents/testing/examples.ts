import type { Instant } from '../../shared/day.ts';
import type { Alert } from '../alert.ts';
import type { AlertEvent } from '../alert-event.ts';
import type { Approver } from '../approver.ts';
import type { Asset } from '../asset.ts';
import type { Author } from '../author.ts';
import type { Cash } from '../cash.ts';
import type { Category } from '../category.ts';
import type { Closing } from '../closing.ts';
import type { Count } from '../count.ts';
import type { Customer } from '../customer.ts';
import { DEFAULT_SETTINGS } from '../defaults.ts';
import { timedId } from '../event-id.ts';
import { FREE_LINE } from '../free-line.ts';
import {
  acknowledgementOf,
  type CashContent,
  type ClosingContent,
  type CountContent,
  closeTill,
  count,
  deliver,
  draftOrder,
  type MovementContent,
  miss,
  move,
  moveMoney,
  type NewContent,
  newDocument,
  type Recording,
  type ReturnContent,
  type TicketContent,
  takeBack,
  voidOf,
} from '../makers.ts';
import type { Movement } from '../movement.ts';
import type { Order } from '../order.ts';
import type { Product } from '../product.ts';
import type { MutableDocument, ShopDocument, TimedType } from '../registry.ts';
import { type ReportRun, type ReportSchedule, reportRunId } from '../report.ts';
import type { Return } from '../return.ts';
import { DONE, SEEN } from '../role-limits.ts';
import type { Sale } from '../sale.ts';
import type { RoleLimits, Shop } from '../shop.ts';
import type { Supplier } from '../supplier.ts';
import type { Void, Voidable } from '../void.ts';

// Valid documents for tests: each takes what the test is about, the rest is plausible and always the same.

/** Who writes the tests' documents, unless said otherwise. */
export const AUTHOR: Author = { at: '2026-03-02T09:15:00.000Z', by: 'u-awa', deviceId: 'd1' };

/** When an event counts and what makes its id unique. */
interface Timed {
  readonly at?: Instant;
  readonly device?: string;
  readonly n?: number | string;
  readonly by?: string;
}

/** What a test says of an event, apart from what makes its id. */
function timed<T extends TimedType, C extends object>(type: T, content: Timed & C) {
  const { at = AUTHOR.at, device = AUTHOR.deviceId, n = 1, by = AUTHOR.by, ...own } = content;
  const recording: Recording<`${T}:${string}`> = {
    id: timedId(type, at, device, n),
    author: { at, by, deviceId: device },
  };
  return { own: own as unknown as Omit<C, keyof Timed>, recording };
}

/** An administrator's code, unless it was withdrawn. */
export const anApprover = (content: Partial<NewContent<Approver>> = {}): Approver =>
  newDocument<Approver>(
    {
      _id: 'approver:u-awa',
      type: 'approver',
      name: 'Awa Diop',
      code: '1000.c2VsLWRlLXRlc3QtMTIzNA==.ZW1wcmVpbnRlLWRlLXRlc3Q=',
      ...content,
    },
    AUTHOR,
  );

/** What sellers may not, unless said otherwise: all that there is, and nothing off a ticket. */
export const someLimits = (content: Partial<RoleLimits> = {}): RoleLimits => ({
  key: 'l1',
  since: AUTHOR.at,
  discount: 0,
  user: [...SEEN, ...DONE],
  viewer: [...SEEN],
  ...content,
});

/** A ticket of one line, 2 x 500 FCFA in cash, unless said otherwise. */
export function aSale(content: Timed & Partial<TicketContent> & { readonly status?: Sale['status'] } = {}): Sale {
  const { own, recording } = timed('sale', content);
  const { status, ...said } = own;
  const ticket = { lines: [{ productId: 'product:riz' as const, quantity: 2, unitPrice: 500 }] };
  if (status === 'MISSED') return miss({ ...ticket, ...said }, recording);
  return deliver({ ...ticket, ...(said.payments ? {} : { payment: 'CASH' }), ...said }, recording);
}

/** One of the two that `aSale` sold, back on the shelf and 500 FCFA out of the drawer, unless said otherwise. */
export function aReturn(content: Timed & Partial<ReturnContent> = {}): Return {
  const { own, recording } = timed('return', content);
  const lines = [{ line: 0, productId: 'product:riz' as const, quantity: 1, amount: 500, restocked: true }];
  const refunds = [{ method: 'CASH' as const, amount: 500 }];
  return takeBack({ saleId: aSale()._id, lines, refunds, ...own }, recording);
}

/** An entry of 10 units, unless said otherwise. */
export function aMovement(content: Timed & Partial<MovementContent> = {}): Movement {
  const { own, recording } = timed('movement', content);
  return move({ productId: 'product:riz', movementType: 'ENTRY', quantity: 10, ...own }, recording);
}

/** A count of 8 units, unless said otherwise. */
export function aCount(content: Timed & Partial<CountContent> = {}): Count {
  const { own, recording } = timed('count', content);
  return count({ productId: 'product:riz', counted: 8, ...own }, recording);
}

/** 1 500 FCFA of transport out of the drawer, unless said otherwise. */
export function aCash(content: Timed & Partial<CashContent> = {}): Cash {
  const { own, recording } = timed('cash', content);
  const expense = { kind: 'EXPENSE', method: 'CASH', category: 'TRANSPORT', amount: 1500 } as const;
  const { kind = 'EXPENSE' } = own;
  return moveMoney(
    kind === 'EXPENSE' ? { ...expense, ...own } : { method: 'CASH', amount: 1500, ...own, kind },
    recording,
  );
}

/** A drawer of 20 000 FCFA that was counted right and stays as it is, unless said otherwise. */
export function aClosing(content: Timed & Partial<ClosingContent> = {}): Closing {
  const { own, recording } = timed('closing', content);
  return closeTill({ parts: [{ method: 'CASH', expected: 20_000, counted: 20_000, left: 20_000 }], ...own }, recording);
}

/** The void of `original`, recorded by `author`. */
export const aVoid = (original: Voidable, author: Author = AUTHOR): Void => voidOf(original, author);

/** Makes documents that people edit: what a test says of one stands, the rest is as in `usual`. */
const mutable =
  <D extends MutableDocument>(usual: (author: Author) => NewContent<D>) =>
  (content: Partial<D> = {}, author: Author = AUTHOR): D => ({ ...newDocument<D>(usual(author), author), ...content });

export const aShop = mutable<Shop>(() => ({
  _id: 'shop',
  type: 'shop',
  name: 'Boutique Awa',
  settings: DEFAULT_SETTINGS,
}));

export const aCategory = mutable<Category>(() => ({
  _id: 'category:cereales',
  type: 'category',
  name: 'Céréales',
  isActive: true,
}));

export const aSupplier = mutable<Supplier>(() => ({
  _id: 'supplier:sandaga',
  type: 'supplier',
  code: 'F1',
  name: 'Grossiste Sandaga',
  leadTimeDays: 7,
  isActive: true,
}));

/** Owes up to 25 000 FCFA. */
export const aCustomer = mutable<Customer>(() => ({
  _id: 'customer:moussa',
  type: 'customer',
  name: 'Moussa Ndiaye',
  phone: '+221771234567',
  creditLimit: 25_000,
  isActive: true,
}));

/** A fridge of 300 000 FCFA for five years. */
export const anAsset = mutable<Asset>(() => ({
  _id: 'asset:frigo',
  type: 'asset',
  designation: 'Réfrigérateur',
  boughtOn: '2026-01-01',
  amount: 300_000,
  years: 5,
  isActive: true,
}));

/** Rice at 400 FCFA a kilo, sold at 500, at least 5 on the shelf. */
export const aProduct = mutable<Product>(() => ({
  _id: 'product:riz',
  type: 'product',
  code: 'RIZ',
  name: 'Riz brisé',
  purchasePrice: 400,
  salePrice: 500,
  unit: 'kg',
  minStock: 5,
  isActive: true,
}));

/** A draft of 50 kilos of rice. */
export const anOrder = (content: Partial<Order> = {}, author: Author = AUTHOR): Order => ({
  ...draftOrder(
    {
      id: timedId('order', author.at, author.deviceId, 1),
      supplierId: 'supplier:sandaga',
      lines: [{ productId: 'product:riz', quantity: 50, unitCost: 399.5 }],
    },
    author,
  ),
  ...content,
});

/** On every product's rupture, by WhatsApp. */
export const anAlert = mutable<Alert>(() => ({
  _id: 'alert:rupture',
  type: 'alert',
  name: 'Ruptures',
  alertType: 'RUPTURE',
  conditions: {},
  channels: ['WHATSAPP'],
  recipients: ['+221770000000'],
  isActive: true,
}));

/** The rupture of the rice, told to nobody yet. */
export const anAlertEvent = mutable<AlertEvent>(({ at }) => ({
  _id: `alertEvent:rupture:riz:${at}`,
  type: 'alertEvent',
  alertId: 'alert:rupture',
  alertType: 'RUPTURE',
  subject: 'product:riz',
  productId: 'product:riz',
  triggeredAt: at,
  severity: 'HIGH',
  message: 'Rupture de Riz brisé',
  details: {},
  sent: {},
}));

export const anAcknowledgement = (event: AlertEvent = anAlertEvent(), author: Author = AUTHOR) =>
  acknowledgementOf(event._id, author);

/** The monthly summary, by email. */
export const aReportSchedule = mutable<ReportSchedule>(() => ({
  _id: 'reportSchedule:mensuel',
  type: 'reportSchedule',
  reportType: 'MONTHLY_SUMMARY',
  frequency: 'MONTHLY',
  channels: ['EMAIL'],
  recipients: ['awa@example.sn'],
  isActive: true,
}));

/** That of February 2026. */
export const aReportRun = mutable<ReportRun>((author) => ({
  _id: reportRunId(author.at, 'mensuel'),
  type: 'reportRun',
  at: author.at,
  scheduleId: 'reportSchedule:mensuel',
  reportType: 'MONTHLY_SUMMARY',
  from: '2026-02-01',
  to: '2026-02-28',
  fileName: 'synthese-mensuelle-2026-02-01-2026-02-28.pdf',
  size: 48_000,
  sent: {},
}));

/** `doc` as `by` would have written it. */
export const writtenBy = <D extends ShopDocument>(doc: D, by: string): D => ({
  ...doc,
  createdBy: by,
  ...('updatedBy' in doc ? { updatedBy: by } : {}),
});

/** One valid document of every type, and of every form that matters to views. */
export function oneOfEach(): ShopDocument[] {
  const sale = aSale({ n: 1 });
  const entry = aMovement({ n: 2 });
  const expense = aCash({ n: 10 });
  const returned = aReturn({ n: 16 });
  return [
    aShop(),
    anApprover(),
    aCategory(),
    aSupplier(),
    aProduct(),
    sale,
    aSale({ n: 3, status: 'MISSED' }),
    aSale({ n: 4, payment: 'WAVE', customerName: 'Moussa', orderNumber: 'B-12' }),
    aSale({ n: 8, payments: [{ method: 'CASH', amount: 400 }], customerId: 'customer:moussa' }),
    aSale({
      n: 19,
      lines: [{ productId: 'product:riz', quantity: 2, unitPrice: 450, listPrice: 500 }],
      limits: {
        key: 'l1',
        discount: 5,
        denied: ['PRICE'],
      },
      approvedBy: 'u-fatou',
    }),
    aSale({ n: 18, lines: [{ productId: FREE_LINE, label: 'Sac plastique', quantity: 2, unitPrice: 50 }] }),
    returned,
    aReturn({ n: 17, refunds: [], customerId: 'customer:moussa', reason: 'Cassé' }),
    aVoid(returned),
    entry,
    aMovement({ n: 5, movementType: 'EXIT', quantity: 1.25, reason: 'Casse' }),
    aMovement({ n: 6, movementType: 'ADJUSTMENT', quantity: -0.5 }),
    aCount({ n: 7 }),
    aMovement({ n: 9, supplierId: 'supplier:sandaga', unitCost: 400, onAccount: true }),
    aMovement({ n: 16, lot: 'L-204', expiresOn: '2026-06-30' }),
    expense,
    aCash({ n: 11, kind: 'CUSTOMER_PAYMENT', customerId: 'customer:moussa', amount: 500 }),
    aCash({ n: 12, kind: 'SUPPLIER_PAYMENT', method: 'WAVE', supplierId: 'supplier:sandaga' }),
    aCash({ n: 13, kind: 'TRANSFER', toMethod: 'WAVE' }),
    aCash({ n: 14, kind: 'OPENING', method: undefined, customerId: 'customer:moussa' }),
    aVoid(expense),
    aClosing({ n: 15 }),
    aCustomer(),
    anAsset(),
    anAsset({ _id: 'asset:moto', soldOn: '2026-02-01', salePrice: 90_000 }),
    aVoid(sale),
    aVoid(entry),
    anOrder(),
    anAlert(),
    anAlertEvent({
      sent: {
        'WHATSAPP:0:u-awa': { channel: 'WHATSAPP', recipient: 'u-awa', state: 'QUEUED', at: AUTHOR.at },
      },
    }),
    anAcknowledgement(),
    aReportSchedule(),
    aReportRun(),
  ];
}
