import { randomBytes } from 'node:crypto';
import { deliveryId, sentKey } from '@digiboost/domain/alerts';
import type { AlertDetails, AlertEvent, Product } from '@digiboost/domain/documents';
import { aCount, aMovement, anAlert, aProduct, aSupplier } from '@digiboost/domain/documents/testing/examples';
import { connectCouch, type Database } from '../couch/client.ts';
import type { Delivery } from '../notify/delivery.ts';
import type { SignedIn, TestShop, World } from './world.ts';

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
  const counts = [rice, oil].map(({ _id }, n) => aCount({ productId: _id, counted: 0, n: n + 1 }));
  const alert = anAlert({
    _id: 'alert:ruptures',
    alertType: 'RUPTURE',
    conditions: { productIds: [rice._id, oil._id] },
    channels: [],
    recipients: [],
  });
  const docs = [supplier, rice, scented, oil, entry, ...counts, alert];
  const rows = await database.request<{ error?: string }[]>('post', '_bulk_docs', { docs });
  if (rows.some(({ error }) => error)) throw new Error(`The shop could not be stored: ${JSON.stringify(rows)}`);
  const event = await opened(database, rice, { stock: 0, minStock: 5 });
  const oilEvent = await opened(database, oil, { stock: 0, recommendedQuantity: 37.5 });
  return { shop, database, number, event, oilEvent, delivery: deliveryOf(shop, number, event) };
}

/** Gives somebody of a shop a number. */
export async function giveNumber(world: World, admin: SignedIn, who: SignedIn, number: string): Promise<void> {
  const path = `/api/v1/users/${who.id}`;
  const { status } = await world.call('PATCH', path, { token: admin.token, body: { whatsapp: number } });
  if (status !== 200) throw new Error(`The number could not be given: ${status}`);
}

/** The event that the server's watch opens for a product that has run out, with figures of the test's own. */
async function opened(database: Database, product: Product, figures: AlertDetails): Promise<AlertEvent> {
  for (let tries = 0; tries < 600; tries += 1) {
    const events = await database.range<AlertEvent>('alertEvent:ruptures:', 'alertEvent:ruptures;');
    const found = events.find(({ subject }) => subject === product._id);
    const details = { productName: product.name, unit: product.unit, ...figures };
    if (found && (await database.put({ ...found, details } as AlertEvent)).ok) return { ...found, details };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No event was opened for ${product.name}`);
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
