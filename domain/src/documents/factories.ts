import { anAcknowledgement, anAlert, anAlertEvent } from './factories/alerts.ts';
import { AUTHOR } from './factories/author.ts';
import { aCount, aMovement, aSale, aVoid } from './factories/events.ts';
import { aReportRun, aReportSchedule } from './factories/reports.ts';
import { aCategory, anOrder, aProduct, aShop, aSupplier } from './factories/shop.ts';
import type { ShopDocument } from './registry.ts';

// Valid documents for tests: each takes what the test is about, the rest is plausible and always the same.
export {
  AUTHOR,
  aCategory,
  aCount,
  aMovement,
  anAcknowledgement,
  anAlert,
  anAlertEvent,
  anOrder,
  aProduct,
  aReportRun,
  aReportSchedule,
  aSale,
  aShop,
  aSupplier,
  aVoid,
};

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
