import type { DeviceStore } from '../accounts/device-store.ts';
import type { Tenant, TenantStore } from '../accounts/tenant-store.ts';
import type { Outbox } from '../notify/outbox/outbox.ts';

/** How one shop stands, as its operator may know it: how much there is, never what. */
export interface ShopState {
  readonly shop: Tenant;
  /** When one of its phones last called; null: none did. */
  readonly lastExchange: string | null;
  readonly phones: number;
  /** Null when its database does not answer. */
  readonly documents: number | null;
  /** Bytes on the disk; null when the database does not tell. */
  readonly bytes: number | null;
  /** Messages that went out in the last 24 hours, of those that may. */
  readonly messages: number;
}

/** What a shop's state is read from. */
export interface StateParts {
  readonly tenants: Pick<TenantStore, 'list' | 'shop'>;
  readonly devices: Pick<DeviceStore, 'list'>;
  readonly outbox: Pick<Outbox, 'left'>;
  /** Messages that one shop may send in 24 hours. */
  readonly perDay: number;
}

/** Shops on one page: each costs three questions. */
const AT_ONCE = 50;

/** The shops whose id or name holds `text`, from the one behind `after` on; `next` is null at the end. */
export async function shopStates(
  parts: StateParts,
  { text, after }: { readonly text: string; readonly after: string },
): Promise<{ readonly states: ShopState[]; readonly count: number; readonly next: string | null }> {
  const wanted = text.trim().toLowerCase();
  const found = (await parts.tenants.list()).filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted));
  const behind = found.filter(({ id }) => id > after);
  const page = behind.slice(0, AT_ONCE);
  const next = behind.length > AT_ONCE ? (page.at(-1)?.id ?? null) : null;
  return { states: await Promise.all(page.map((shop) => stateOf(parts, shop))), count: found.length, next };
}

/** How one shop stands. */
export async function stateOf({ tenants, devices, outbox, perDay }: StateParts, shop: Tenant): Promise<ShopState> {
  const size = tenants.shop(shop.id).request<{ doc_count?: number; sizes?: { file?: number } }>('get', '');
  const [phones, left, info] = await Promise.all([devices.list(shop.id), outbox.left(shop.id), size.catch(() => null)]);
  const [newest = null] = phones.map(({ lastSeen }) => lastSeen).sort((a, b) => (a < b ? 1 : -1));
  return {
    shop,
    lastExchange: newest,
    phones: phones.length,
    documents: info?.doc_count ?? null,
    bytes: info?.sizes?.file ?? null,
    messages: Math.max(0, perDay - left),
  };
}
