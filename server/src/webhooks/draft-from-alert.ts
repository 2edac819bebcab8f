import { createHash } from 'node:crypto';
import {
  type AlertEvent,
  type OrderId,
  type OrderLine,
  type Product,
  type Supplier,
  type SupplierId,
  timedId,
} from '@digiboost/domain/documents';
import { draftOrder } from '@digiboost/domain/purchase';
import type { AnsweredAlert } from './answered-alert.ts';

/** One line of a draft, with why that much. */
export interface DraftLine {
  readonly product: Product;
  readonly quantity: number;
  /** In French: where the quantity comes from. */
  readonly because: string;
}

/** A draft order to one supplier. */
export interface Draft {
  readonly id: OrderId;
  readonly supplier: Supplier;
  readonly lines: readonly DraftLine[];
}

/** What an alert's events became: drafts, and products that nobody supplies. */
export interface Drafted {
  readonly drafts: readonly Draft[];
  readonly withoutSupplier: readonly Product[];
}

/**
 * Writes a draft order for the products of an alert, one for each supplier. Its id follows from the alert, so that the
 * same answer twice makes one order. No products: the alert is not about any.
 */
export async function draftFromAlert({ shop, user, events }: AnsweredAlert): Promise<Drafted> {
  const bySupplier = new Map<SupplierId, DraftLine[]>();
  const withoutSupplier: Product[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    const { productId } = event;
    if (productId === undefined || seen.has(productId)) continue;
    seen.add(productId);
    const product = await shop.get<Product>(productId);
    if (!product) continue;
    if (product.supplierId === undefined) withoutSupplier.push(product);
    else bySupplier.set(product.supplierId, [...(bySupplier.get(product.supplierId) ?? []), lineOf(event, product)]);
  }
  const drafts: Draft[] = [];
  for (const [supplierId, lines] of bySupplier) {
    const supplier = await shop.get<Supplier>(supplierId);
    if (!supplier) withoutSupplier.push(...lines.map(({ product }) => product));
    else drafts.push({ id: await store(supplierId, lines), supplier, lines });
  }
  return { drafts, withoutSupplier };

  async function store(supplierId: SupplierId, lines: readonly DraftLine[]): Promise<OrderId> {
    const at = events[0]?.triggeredAt ?? '';
    const n = createHash('sha256').update(`${events[0]?._id}|${supplierId}`).digest('hex').slice(0, 12);
    const id = timedId('order', at, 'whatsapp', n);
    const author = { at, by: user.id, deviceId: 'whatsapp' };
    const orderLines = lines.map(
      ({ product, quantity }): OrderLine => ({ productId: product._id, quantity, unitCost: product.purchasePrice }),
    );
    await shop.put(draftOrder({ id, supplierId, lines: orderLines }, author));
    return id;
  }
}

/** The quantity that the alert recommends; without one, what brings the shelf back to its minimum, in whole packs. */
function lineOf({ details }: AlertEvent, product: Product): DraftLine {
  const { recommendedQuantity, stock = 0 } = details;
  if (recommendedQuantity) return { product, quantity: recommendedQuantity, because: 'quantité recommandée' };
  const pack = product.packSize ?? 1;
  const wanted = Math.max(product.minStock - Math.max(stock, 0), pack);
  const packs = Math.ceil(wanted / pack - 1e-9);
  const because =
    wanted > pack
      ? `pour revenir au stock minimum de ${product.minStock}`
      : product.packSize === undefined
        ? 'une unité : le stock minimum n’est pas renseigné'
        : 'un colis';
  return { product, quantity: Math.round(packs * pack * 1000) / 1000, because };
}
