import { randomBytes } from 'node:crypto';
import { deliveryId, sentKey } from '@digiboost/domain/alerts';
import type { AlertEvent } from '@digiboost/domain/documents';
import { aMovement, anAlert, aProduct, aSupplier } from '@digiboost/domain/documents/factories';
import { connectCouch, type Database } from '../../couch/client.ts';
import type { SignedIn, TestShop, World } from '../../testing/world.ts';
import type { Delivery } from '../delivery.ts';

/** A shop whose manager has a number, with something on its shelves and an alert open. */
export interface WhatsAppShop {
  readonly shop: TestShop;
  readonly database: Database;
  readonly number: string;
  /** Of the rice, and of the oil. */
  readonly event: AlertEvent;
  readonly oilEvent: AlertEvent;
  /** The message that tells of the rice. */
  readonly delivery: Delivery;
}

/** A mobile number that no other test uses. */
export const aNumber = (): string => `+22177${String(randomBytes(4).readUInt32BE() % 10_000_000).padStart(7, '0')}`;

/** Makes a shop whose rice has run out; `number` may be another shop's too. */
export async function aWhatsAppShop(world: World, number = aNumber()): Promise<WhatsAppShop> {
  const shop = await world.newShop();
  await giveNumber(world, shop.admin, shop.admin, number);
  const database = connectCouch(world.couchUrl).database(shop.database);
  const supplier = aSupplier({ _id: 'supplier:sandaga', name: 'Sandaga Gros' });
  const rice = aProduct({
    _id: 'product:riz',
    code: 'RIZ25',
    name: 'Riz brisé 25 kg',
    unit: 'sac',
    supplierId: supplier._id,
    purchasePrice: 9500,
    minStock: 5,
    packSize: 10,
  });
  const scented = aProduct({ ...rice, _id: 'product:parfume', code: 'RIZP', name: 'Riz parfumé 5 kg', minStock: 2 });
  const oil = aProduct({ ...rice, _id: 'product:huile', code: 'HUI', name: 'Huile d’arachide', unit: 'bidon' });
  const entry = aMovement({ productId: scented._id, quantity: 12 });
  const event = anEvent();
  const oilEvent = anEvent({
    _id: 'alertEvent:ruptures:huile:2026-03-02T08:00:00.000Z',
    subject: 'product:huile',
    productId: 'product:huile',
    message: 'Huile d’arachide est en rupture.',
    details: { productName: 'Huile d’arachide', unit: 'bidon', stock: 0, recommendedQuantity: 37.5 },
  });
  const alert = anAlert({
    _id: event.alertId,
    alertType: 'RUPTURE',
    conditions: { productIds: [rice._id, oil._id] },
    channels: [],
    recipients: [],
  });
  // All at once: the server's own watch finds the events open, and the alert true.
  const docs = [event, oilEvent, supplier, rice, scented, oil, entry, alert];
  const rows = await database.request<{ error?: string }[]>('post', '_bulk_docs', { docs });
  if (rows.some(({ error }) => error)) throw new Error(`The shop could not be stored: ${JSON.stringify(rows)}`);
  return { shop, database, number, event, oilEvent, delivery: deliveryOf(shop, number, event) };
}

/** Gives somebody of a shop a number. */
export async function giveNumber(world: World, admin: SignedIn, who: SignedIn, number: string): Promise<void> {
  const path = `/api/v1/users/${who.id}`;
  const { status } = await world.call('PATCH', path, { token: admin.token, body: { whatsapp: number } });
  if (status !== 200) throw new Error(`The number could not be given: ${status}`);
}

/** An open event of the shop's rice. */
export function anEvent(changes: Partial<AlertEvent> = {}): AlertEvent {
  const at = '2026-03-02T08:00:00.000Z';
  return {
    _id: `alertEvent:ruptures:riz:${at}`,
    type: 'alertEvent',
    alertId: 'alert:ruptures',
    alertType: 'RUPTURE',
    subject: 'product:riz',
    productId: 'product:riz',
    triggeredAt: at,
    severity: 'CRITICAL',
    message: 'Riz brisé 25 kg est en rupture.',
    details: { productName: 'Riz brisé 25 kg', unit: 'sac', stock: 0, minStock: 5 },
    sent: {},
    createdAt: at,
    createdBy: 'server',
    deviceId: 'server',
    updatedAt: at,
    updatedBy: 'server',
    edits: {},
    ...changes,
  };
}

/** The message that tells `event` to the shop's manager. */
export function deliveryOf(shop: TestShop, number: string, event: AlertEvent, now = new Date()): Delivery {
  return {
    id: deliveryId(shop.id, `${event._id}|${sentKey('WHATSAPP', '0', shop.admin.id)}`),
    tenantId: shop.id,
    eventId: event._id,
    alertType: event.alertType,
    channel: 'WHATSAPP',
    recipient: shop.admin.id,
    userId: shop.admin.id,
    address: number,
    content: {
      title: 'Alerte : rupture de Riz brisé 25 kg',
      text: '🚨 *ALERTE : RUPTURE*\n\nRiz brisé 25 kg : 0 sac',
      variables: ['Alerte : rupture', event.message, 'Stock : 0 sac\nMinimum : 5', 'Commander 10 sac.', 'Boutique'],
      url: '/alertes',
    },
    notBefore: now.toISOString(),
    deadline: new Date(now.getTime() + 3_600_000).toISOString(),
  };
}
