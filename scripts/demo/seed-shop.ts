import { type CouchAdmin, couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import type { ShopDocument } from '@digiboost/domain/documents';
import type { Day } from '@digiboost/domain/shared/day';
import type { Installation } from '../shared/installation.ts';
import { demoAlerts } from './alerts.ts';
import type { DemoProduct } from './catalogue.ts';
import { catalogueOf } from './papers.ts';
import type { Scenario } from './scenario.ts';
import { historyOf } from './simulate.ts';

/** A shop to make up: its name, what it sells, since when and how much. */
export interface SeedOptions {
  readonly tenantId: string;
  readonly shopName: string;
  readonly password: string;
  readonly products: readonly DemoProduct[];
  readonly from: Day;
  readonly linesPerDay: number;
  /** Orders to suppliers are written down over so many last days; none unless said. */
  readonly orderDays?: number;
  /** Stops once that many sale lines are written. */
  readonly targetLines?: number;
  readonly onProgress?: (lines: number) => void;
}

const MARK = '_local/seeded';
const BATCH = 1000;
const VIEWS_MS = 600_000;

/** The address with which the manager of a made-up shop signs in. */
export const managerEmail = (tenantId: string): string => `gerant@${tenantId}.sn`;

/**
 * Makes the tenant, its manager and its history up to now. Documents are the same at each call, so that a seeding that
 * was interrupted is finished by the next call; a shop that is finished is left alone.
 */
export async function seedShop(
  installation: Installation,
  options: SeedOptions,
): Promise<{ email: string; password: string }> {
  const { tenantId, shopName, password } = options;
  const platform = await installation.platform();
  const email = managerEmail(tenantId);
  const created = await platform.createTenant({
    id: tenantId,
    name: shopName,
    admin: { email, name: 'Awa Diallo', password, whatsapp: '+221771234567' },
  });
  const by = created.ok ? created.value.admin.id : (await platform.users(tenantId))[0]?.id;
  if (!by)
    throw new Error(`The shop ${tenantId} exists without a user: remove its database, or choose another --tenant.`);
  const admin = couchAdmin(installation.couchUrl);
  const database = `/${tenantDatabase(tenantId)}`;
  if ((await admin.request('GET', `${database}/${MARK}`)).status === 404) {
    await writeHistory(admin, database, options, by);
    // After the history: half of it would look like a shop full of empty shelves.
    await store(admin, database, demoAlerts(by, { at: `${options.from}T00:00:00.000Z`, by, deviceId: 'demo' }));
    // The first phone should not wait for the views to be built.
    for (const view of [
      'stock/_view/stock_by_product',
      'sales/_view/activity_by_day_and_product',
      'money/_view/amounts_by_account_and_time',
    ]) {
      await admin.request('GET', `${database}/_design/${view}?limit=0&reduce=false`, undefined, VIEWS_MS);
    }
    await admin.request('PUT', `${database}/${MARK}`, { at: new Date().toISOString() });
  }
  return { email, password };
}

async function writeHistory(admin: CouchAdmin, database: string, options: SeedOptions, by: string): Promise<void> {
  const now = new Date().toISOString();
  const scenario: Scenario = {
    name: options.shopName,
    products: options.products,
    from: options.from,
    to: now.slice(0, 10),
    until: now,
    linesPerDay: options.linesPerDay,
    ...(options.orderDays === undefined ? {} : { orderDays: options.orderDays }),
    seed: 221,
    author: { by, deviceId: 'demo' },
  };
  let lines = 0;
  let batch: ShopDocument[] = catalogueOf(scenario).filter((doc) => doc.type !== 'shop');
  for (const day of historyOf(scenario)) {
    for (const doc of day) {
      if (doc.type === 'sale') lines += doc.lines.length;
      batch.push(doc);
    }
    if (batch.length >= BATCH) {
      await store(admin, database, batch);
      options.onProgress?.(lines);
      batch = [];
    }
    if (options.targetLines !== undefined && lines >= options.targetLines) break;
  }
  await store(admin, database, batch);
  options.onProgress?.(lines);
}

/** Stores what is not there yet: a document that an earlier, interrupted call has stored is a conflict, and right. */
async function store(admin: CouchAdmin, database: string, docs: readonly ShopDocument[]): Promise<void> {
  const { status, body } = await admin.request('POST', `${database}/_bulk_docs`, { docs });
  if (status !== 201) throw new Error(`The documents could not be stored (${status}).`);
  const refused = (body as { id: string; error?: string; reason?: string }[]).find(
    ({ error }) => error !== undefined && error !== 'conflict',
  );
  if (refused) throw new Error(`${refused.id} was refused: ${refused.reason}`);
}
