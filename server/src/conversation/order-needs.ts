import type { Order, Product, ProductId, Supplier } from '@digiboost/domain/documents';
import { isFounded, type Recommendation } from '@digiboost/domain/purchase';
import { purchaseAdvice } from '@digiboost/domain/shop';
import type { WholeBook } from '../shop/shop-books.ts';

/** What an answer may order of one product, or why nothing. Quantities in units. */
export type Need =
  | {
      readonly kind: 'order';
      readonly product: Product;
      readonly supplier: Supplier;
      readonly quantity: number;
      /** In French: where the quantity comes from. */
      readonly because: string;
    }
  /** It stands on an order that is not sent yet. */
  | { readonly kind: 'drafted'; readonly product: Product; readonly quantity: number }
  | { readonly kind: 'enough'; readonly product: Product; readonly onHand: number; readonly onOrder: number }
  | { readonly kind: 'no-supplier' | 'archived'; readonly product: Product };

/**
 * What is to be ordered now of the products `ids`, by the recommendations that the app shows; unknown ones are left
 * out.
 */
export function needsOf(ids: ReadonlySet<ProductId>, shop: WholeBook, orders: readonly Order[]): Need[] {
  const { recommendations } = purchaseAdvice(shop);
  const drafted = new Map<ProductId, number>();
  for (const { status, lines } of orders) {
    if (status !== 'DRAFT') continue;
    for (const { productId, quantity } of lines) drafted.set(productId, quantity + (drafted.get(productId) ?? 0));
  }
  return [...ids].flatMap((id): Need[] => {
    const product = shop.products.get(id)?.product;
    if (!product) return [];
    const recommendation = recommendations.get(id);
    if (!recommendation) return [{ kind: 'archived', product }];
    const onDraft = drafted.get(id);
    if (onDraft !== undefined) return [{ kind: 'drafted', product, quantity: onDraft }];
    const { onHand, onOrder } = recommendation.working;
    if (recommendation.quantity === 0 && isFounded(recommendation))
      return [{ kind: 'enough', product, onHand, onOrder }];
    const supplier = product.supplierId && shop.suppliers.get(product.supplierId);
    return [
      supplier
        ? { kind: 'order', product, supplier, ...amountOf(product, recommendation) }
        : { kind: 'no-supplier', product },
    ];
  });
}

/** The recommended quantity; of a product of which nothing is known, the least that can be ordered. */
function amountOf(product: Product, { quantity, working }: Recommendation): { quantity: number; because: string } {
  const { packSize, maxStock } = product;
  if (quantity > 0 && working.basis === 'DEMAND') return { quantity, because: 'quantité recommandée' };
  if (quantity > 0) {
    return {
      quantity,
      because: `pour revenir au ${maxStock === undefined ? 'double du stock minimum' : 'stock maximum'}`,
    };
  }
  return packSize === undefined
    ? { quantity: 1, because: 'une unité : le stock minimum n’est pas renseigné' }
    : { quantity: packSize, because: 'un colis : le stock minimum n’est pas renseigné' };
}
