import { type Alert, type Author, alertId, newDocument } from '@digiboost/domain/documents';

/** The alerts that a made-up shop begins with, both for every product: ruptures and low stock, told to `userId`. */
export function demoAlerts(userId: string, author: Author): Alert[] {
  const common = {
    type: 'alert',
    conditions: {},
    channels: ['WHATSAPP'],
    recipients: [userId],
    isActive: true,
  } as const;
  const told = { ...common, channels: [...common.channels], recipients: [...common.recipients] };
  return [
    newDocument<Alert>({ ...told, _id: alertId('rupture'), name: 'Ruptures', alertType: 'RUPTURE' }, author),
    newDocument<Alert>({ ...told, _id: alertId('stock-faible'), name: 'Stock faible', alertType: 'LOW_STOCK' }, author),
  ];
}
