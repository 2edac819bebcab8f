import { randomBytes } from 'node:crypto';
import { documentFault, draftOrder, type Order, type OrderLine, timedId } from '@digiboost/domain/documents';
import { namedProduct } from '@digiboost/domain/shop';
import { z } from 'zod';
import { named } from '../figures/agent-schemas.ts';
import { francs, supplierRef, units } from '../http/units.ts';
import { type ToolContext, tool } from './tool.ts';

const input = z.object({
  fournisseur: z
    .string()
    .regex(/^supplier:[a-z0-9][a-z0-9_-]{0,63}$/)
    .describe('Identifiant, comme supplier:sow.'),
  lignes: z
    .array(
      z.object({
        produit: z.string().regex(/^product:[a-z0-9][a-z0-9_-]{0,63}$/),
        quantite: z.number().positive().max(100_000),
      }),
    )
    .min(1)
    .max(50),
});
const output = z.object({
  commande: z.string(),
  statut: z.literal('DRAFT'),
  fournisseur: supplierRef,
  cout: francs,
  lignes: z.array(z.object({ ...named, quantity: units, cost: francs })),
});

/** What a draft is asked for by: a supplier, and products with quantities. */
export type AskedDraft = z.output<typeof input>;

/** The one thing that an agent may write: an order that nobody has sent. */
export const DRAFT_TOOL = tool({
  name: 'preparer_commande',
  title: 'Préparer une commande',
  description:
    'Prépare un BROUILLON de commande à un fournisseur. Rien n’est envoyé : la personne le vérifie et l’envoie elle-même depuis Prévisions. À n’appeler que sur demande explicite de la personne.',
  scope: 'orders:draft',
  tells: 'COSTS',
  writes: true,
  input,
  output,
  async run(context, asked) {
    const proposed = await proposedDraft(context, asked);
    if (typeof proposed === 'string') return proposed;
    if (!(await context.shop.put(proposed.order)).ok) throw new Error('Two orders were given one id');
    return proposed.answer;
  },
});

/** The draft that `asked` would make, and how it is told; nothing is stored. */
export async function proposedDraft(
  { book: read, member, now }: Pick<ToolContext, 'book' | 'member' | 'now'>,
  { fournisseur, lignes }: AskedDraft,
): Promise<{ readonly order: Order; readonly answer: z.input<typeof output> } | string> {
  const book = await read();
  const supplier = book.suppliers.get(fournisseur as `supplier:${string}`);
  if (!supplier) return 'Ce fournisseur n’existe pas dans cette boutique.';
  const asked = lignes.map(({ produit, quantite }) => ({
    ledger: book.products.get(produit as `product:${string}`),
    quantity: quantite,
  }));
  const known = asked.flatMap(({ ledger, quantity }) => (ledger?.product.isActive ? [{ ledger, quantity }] : []));
  if (known.length < asked.length)
    return 'Un des produits n’existe pas dans cette boutique, ou est archivé. Rien n’est préparé.';
  const at = now.toISOString();
  const lines = known.map(
    ({ ledger: { product }, quantity }): OrderLine => ({
      productId: product._id,
      quantity,
      unitCost: product.purchasePrice,
    }),
  );
  const id = timedId('order', at, 'agent', randomBytes(6).toString('hex'));
  const order = draftOrder({ id, supplierId: supplier._id, lines }, { at, by: member.id, deviceId: 'agent' });
  const fault = documentFault(order);
  if (fault) return `Cette commande n’est pas possible : ${fault.field}. Une quantité a trois décimales au plus.`;
  const costs = order.lines.map(({ productId, quantity, unitCost }) => ({
    ledger: book.products.get(productId),
    quantity,
    cost: Math.round(quantity * unitCost),
  }));
  const answer = {
    commande: order._id,
    statut: 'DRAFT' as const,
    fournisseur: supplier._id,
    cout: costs.reduce((sum, { cost }) => sum + cost, 0),
    lignes: costs.flatMap(({ ledger, quantity, cost }) =>
      ledger ? [{ ...namedProduct(ledger), quantity, cost }] : [],
    ),
  };
  return { order, answer };
}
