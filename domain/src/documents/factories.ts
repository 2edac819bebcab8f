import { businessDay, type Instant } from '../shared/day.ts';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement.ts';
import type { Alert } from './alert.ts';
import type { AlertEvent } from './alert-event.ts';
import { type Author, stampOf } from './author.ts';
import type { Category } from './category.ts';
import type { Count } from './count.ts';
import { timedId } from './event-id.ts';
import { newDocument } from './merge.ts';
import type { Movement } from './movement.ts';
import type { Order } from './order.ts';
import type { Product } from './product.ts';
import type { ShopDocument } from './registry.ts';
import type { ReportRun, ReportSchedule } from './report.ts';
import type { Sale } from './sale.ts';
import type { Shop } from './shop.ts';
import type { Supplier } from './supplier.ts';
import { type Void, voidedContent, voidId } from './void.ts';

/** Valid documents for tests: each takes what the test is about, the rest is plausible and always the same. */

export const AUTHOR: Author = { at: '2026-03-02T09:15:00.000Z', by: 'u-awa', deviceId: 'd1' };

/** When an event counts and what makes its id unique. */
interface Timed {
  readonly at?: Instant;
  readonly device?: string;
  readonly n?: number;
  readonly by?: string;
}

function timed({ at = AUTHOR.at, device = AUTHOR.deviceId, n = 1, by = AUTHOR.by }: Timed) {
  return { at, day: businessDay(at), device, n, stamp: stampOf({ at, by, deviceId: device }) };
}

/** A ticket of one line, 2 x 500 FCFA in cash, unless said otherwise. */
export function aSale(
  content: Timed & Partial<Pick<Sale, 'lines' | 'status' | 'payment' | 'customerName' | 'orderNumber'>> = {},
): Sale {
  const { at: _at, device: _device, n: _n, by: _by, ...own } = content;
  const { at, day, device, n, stamp } = timed(content);
  const lines: Sale['lines'] = [{ productId: 'product:riz', quantity: 2, unitPrice: 500 }];
  const settled: Partial<Sale> = own.status === 'MISSED' ? {} : { payment: 'CASH' };
  return {
    _id: timedId('sale', at, device, n),
    type: 'sale',
    at,
    day,
    lines,
    status: 'DELIVERED',
    ...settled,
    ...own,
    ...stamp,
  };
}

/** An entry of 10 units, unless said otherwise. */
export function aMovement(
  content: Timed & Partial<Omit<Movement, '_id' | 'type' | 'at' | 'day' | 'createdAt' | 'createdBy' | 'deviceId'>> = {},
): Movement {
  const { at: _at, device: _device, n: _n, by: _by, ...own } = content;
  const { at, day, device, n, stamp } = timed(content);
  return {
    _id: timedId('movement', at, device, n),
    type: 'movement',
    at,
    day,
    productId: 'product:riz',
    movementType: 'ENTRY',
    quantity: 10,
    ...own,
    ...stamp,
  };
}

/** A count of 8 units, unless said otherwise. */
export function aCount(content: Timed & Partial<Pick<Count, 'productId' | 'counted' | 'reason'>> = {}): Count {
  const { at: _at, device: _device, n: _n, by: _by, ...own } = content;
  const { at, day, device, n, stamp } = timed(content);
  return {
    _id: timedId('count', at, device, n),
    type: 'count',
    at,
    day,
    productId: 'product:riz',
    counted: 8,
    ...own,
    ...stamp,
  };
}

/** The void of `original`, recorded by `author`. */
export const aVoid = (original: Sale | Movement, author: Author = AUTHOR): Void => ({
  _id: voidId(original._id),
  type: 'void',
  original: voidedContent(original),
  ...stampOf(author),
});

/** Rice at 400 FCFA a kilo, sold at 500, at least 5 on the shelf, unless said otherwise. */
export const aProduct = (content: Partial<Product> = {}, author: Author = AUTHOR): Product => ({
  ...newDocument<Product>(
    {
      _id: 'product:riz',
      type: 'product',
      code: 'RIZ',
      name: 'Riz brisé',
      purchasePrice: 400,
      salePrice: 500,
      unit: 'kg',
      minStock: 5,
      isActive: true,
    },
    author,
  ),
  ...content,
});

export const aCategory = (content: Partial<Category> = {}, author: Author = AUTHOR): Category => ({
  ...newDocument<Category>({ _id: 'category:cereales', type: 'category', name: 'Céréales', isActive: true }, author),
  ...content,
});

export const aSupplier = (content: Partial<Supplier> = {}, author: Author = AUTHOR): Supplier => ({
  ...newDocument<Supplier>(
    {
      _id: 'supplier:sandaga',
      type: 'supplier',
      code: 'F1',
      name: 'Grossiste Sandaga',
      leadTimeDays: 7,
      isActive: true,
    },
    author,
  ),
  ...content,
});

export const aShop = (content: Partial<Shop> = {}, author: Author = AUTHOR): Shop => ({
  ...newDocument<Shop>(
    {
      _id: 'shop',
      type: 'shop',
      name: 'Boutique Awa',
      settings: {
        currency: 'XOF',
        timezone: 'Africa/Dakar',
        serviceTarget: 0.95,
        coverageDays: 14,
        monthlyTarget: 0,
      },
    },
    author,
  ),
  ...content,
});

export const anOrder = (content: Partial<Order> = {}, author: Author = AUTHOR): Order => ({
  ...newDocument<Order>(
    {
      _id: timedId('order', author.at, author.deviceId, 1),
      type: 'order',
      at: author.at,
      supplierId: 'supplier:sandaga',
      lines: [{ productId: 'product:riz', quantity: 50, unitCost: 399.5 }],
      status: 'DRAFT',
    },
    author,
  ),
  ...content,
});

export const anAlert = (content: Partial<Alert> = {}, author: Author = AUTHOR): Alert => ({
  ...newDocument<Alert>(
    {
      _id: 'alert:rupture',
      type: 'alert',
      name: 'Ruptures',
      alertType: 'RUPTURE',
      conditions: {},
      channels: ['WHATSAPP'],
      recipients: ['+221770000000'],
      isActive: true,
    },
    author,
  ),
  ...content,
});

export const anAlertEvent = (content: Partial<AlertEvent> = {}, author: Author = AUTHOR): AlertEvent => ({
  ...newDocument<AlertEvent>(
    {
      _id: `alertEvent:rupture:riz:${author.at}`,
      type: 'alertEvent',
      alertId: 'alert:rupture',
      alertType: 'RUPTURE',
      subject: 'product:riz',
      productId: 'product:riz',
      triggeredAt: author.at,
      severity: 'HIGH',
      message: 'Rupture de Riz brisé',
      details: {},
      sent: {},
    },
    author,
  ),
  ...content,
});

export const anAcknowledgement = (event: AlertEvent = anAlertEvent(), author: Author = AUTHOR): Acknowledgement =>
  acknowledgementOf(event._id, author);

export const aReportSchedule = (content: Partial<ReportSchedule> = {}, author: Author = AUTHOR): ReportSchedule => ({
  ...newDocument<ReportSchedule>(
    {
      _id: 'reportSchedule:mensuel',
      type: 'reportSchedule',
      reportType: 'MONTHLY_SUMMARY',
      frequency: 'MONTHLY',
      recipients: ['awa@example.sn'],
      isActive: true,
    },
    author,
  ),
  ...content,
});

export const aReportRun = (content: Partial<ReportRun> = {}, author: Author = AUTHOR): ReportRun => ({
  _id: `reportRun:mensuel:${author.at}`,
  type: 'reportRun',
  reportType: 'MONTHLY_SUMMARY',
  from: '2026-02-01',
  to: '2026-02-28',
  producedAt: author.at,
  sent: {},
  ...stampOf(author),
  ...content,
});

/** One valid document of every type, and of every form that matters to views. */
export function oneOfEach(): ShopDocument[] {
  const sale = aSale({ n: 1 });
  const entry = aMovement({ n: 2 });
  return [
    aShop(),
    aCategory(),
    aSupplier(),
    aProduct(),
    sale,
    aSale({ n: 3, status: 'MISSED' }),
    aSale({ n: 4, payment: 'WAVE', customerName: 'Moussa', orderNumber: 'B-12' }),
    entry,
    aMovement({ n: 5, movementType: 'EXIT', quantity: 1.25, reason: 'Casse' }),
    aMovement({ n: 6, movementType: 'ADJUSTMENT', quantity: -0.5 }),
    aCount({ n: 7 }),
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
