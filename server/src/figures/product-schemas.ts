import { z } from 'zod';
import { next } from '../http/page.ts';
import {
  categoryRef,
  count,
  day,
  days,
  francs,
  name,
  productRef,
  rate,
  supplierRef,
  turnover,
  unitCost,
  units,
} from '../http/units.ts';
import { ofCosts } from '../shop/rights.ts';
import { stockHealth } from './schemas.ts';

export const reliability = z.enum(['RELIABLE', 'MEDIUM', 'LOW', 'INSUFFICIENT']).meta({
  description:
    'RELIABLE : intervalle à 80 % de 4 jours au plus et produit régulier. INSUFFICIENT : trop peu d’historique, la date ne doit pas être utilisée.',
});

export const outlook = z
  .object({
    coverageDays: days.nullable().meta({ description: 'Jours que dure le stock ; null sans demande attendue.' }),
    perDay: units.meta({ description: 'Demande attendue par jour.' }),
    rotation: turnover.nullable(),
    dormant: z.boolean().meta({ description: 'En stock, sans vente depuis 60 jours.' }),
    lastSold: day.nullable(),
    rupture: z.object({
      expected: day.nullable().meta({ description: 'Jour attendu de la rupture ; null au-delà de 30 jours.' }),
      earliest: day.nullable().meta({ description: 'Début de l’intervalle à 80 %.' }),
      latest: day.nullable().meta({ description: 'Fin de l’intervalle à 80 %.' }),
      within15Days: rate.meta({ description: 'Probabilité d’être en rupture dans les 15 jours.' }),
      reliability,
    }),
    caveats: z
      .array(
        z.object({
          kind: z.enum(['CLOSED', 'CLOSED_LAST_YEAR', 'STOPPING', 'EVENT', 'LARGE_ORDER', 'STOCK_UNKNOWN']),
          text: z.string(),
        }),
      )
      .meta({
        description: 'Pourquoi prendre la prévision avec prudence, chaque raison avec la phrase de l’application.',
      }),
  })
  .meta({ id: 'Outlook', description: 'Ce qui est attendu d’un produit actif.' });

const stockRow = z
  .object({
    id: productRef,
    code: name,
    name,
    unit: name.meta({ example: 'sac' }),
    category: z.object({ id: categoryRef, name: name.nullable() }).nullable(),
    supplier: z.object({ id: supplierRef, name: name.nullable() }).nullable(),
    isActive: z.boolean(),
    onHand: units,
    status: z
      .enum(['UNKNOWN', 'RUPTURE', 'LOW', 'OK'])
      .meta({ description: 'UNKNOWN : jamais compté ni reçu, son stock ne veut encore rien dire.' }),
    minStock: units,
    maxStock: units.nullable(),
    purchasePrice: ofCosts(unitCost),
    unitCost: ofCosts(unitCost.meta({ description: 'Coût moyen pondéré (CMP) d’une unité en stock, au centime.' })),
    salePrice: unitCost,
    value: ofCosts(francs),
    outlook: outlook.nullable().meta({ description: 'null pour un produit archivé.' }),
  })
  .meta({ id: 'StockRow', description: 'Un produit de la liste du stock.' });

export const stockDetail = z
  .object({
    today: day,
    total: count.meta({ description: 'Produits trouvés, quelle que soit la page.' }),
    health: stockHealth,
    value: ofCosts(francs),
    products: z.array(stockRow),
    next,
  })
  .meta({ id: 'StockDetail' });

const atRisk = z.object({ days, value: ofCosts(francs), lots: count });

export const expiry = z
  .object({
    today: day,
    expired: z.object({ value: ofCosts(francs), lots: count }).meta({ description: 'La date est passée.' }),
    within: z.array(atRisk).meta({ description: 'Ce qui périme sous 7, 30, 60 et 90 jours, sans ce qui est périmé.' }),
    lots: z
      .array(
        z.object({
          productId: productRef,
          name,
          unit: name,
          expiresOn: day.meta({ description: 'Dernier jour de vente.' }),
          quantity: units,
          value: ofCosts(francs),
        }),
      )
      .meta({ description: 'Ce qui reste de chaque date quand ce qui périme le plus tôt part d’abord.' }),
  })
  .meta({ id: 'Expiry', description: 'Ce qui périme parmi les produits en vente.' });

const working = z
  .object({
    basis: z.enum(['DEMAND', 'STOPPING', 'LEVELS']).meta({
      description:
        'DEMAND : de la demande attendue ; STOPPING : le produit ne se vend plus, rien n’est proposé ; LEVELS : du minimum et du maximum.',
    }),
    leadTimeDays: days,
    reviewDays: days,
    serviceTarget: rate,
    expected: units.nullable(),
    target: units,
    onHand: units,
    onOrder: units,
    need: units,
    packSize: units,
    maxStock: units.nullable(),
    capped: z.boolean(),
  })
  .meta({
    id: 'PurchaseWorking',
    description: 'Le calcul de la quantité : target - onHand - onOrder, en colis entiers.',
  });

const recommendation = z
  .object({
    productId: productRef,
    supplierId: supplierRef.nullable(),
    quantity: units,
    packs: count,
    unitCost: ofCosts(unitCost),
    cost: ofCosts(francs),
    arrival: day,
    marginAtRisk: ofCosts(francs.meta({ description: 'Marge que coûterait sans doute de ne pas commander.' })),
    working,
  })
  .meta({ id: 'Recommendation', description: 'Ce qu’il faut commander d’un produit.' });

const budgetPlan = z
  .object({
    lines: z.array(z.object({ productId: productRef, quantity: units, packs: count, cost: francs })),
    leftOut: z.array(z.object({ productId: productRef, quantity: units, cost: francs, marginLost: francs })),
    cost: francs,
    left: francs,
    marginLost: francs,
  })
  .meta({ id: 'BudgetPlan', description: 'Ce qu’un budget achète, la plus grande marge sauvée par franc d’abord.' });

export const predictions = z
  .object({
    today: day,
    horizonDays: days,
    out: count.meta({ description: 'Produits actifs déjà en rupture.' }),
    ruptures: z.array(
      outlook.extend({
        id: productRef,
        code: name,
        name,
        unit: name,
        supplierId: supplierRef.nullable(),
        onHand: units,
        onOrder: units,
        recommended: z
          .object({
            quantity: units,
            packs: count,
            cost: ofCosts(francs),
            arrival: day,
            marginAtRisk: ofCosts(francs),
          })
          .nullable(),
      }),
    ),
    purchases: z.array(
      z.object({
        supplierId: supplierRef.nullable(),
        supplierName: name.nullable(),
        lines: z.array(recommendation),
        cost: ofCosts(francs),
        marginAtRisk: ofCosts(francs),
        arrival: day,
      }),
    ),
    budget: ofCosts(budgetPlan.nullable()),
    backTest: z
      .object({ error: rate, origins: count })
      .nullable()
      .meta({ description: 'L’erreur que ces prévisions ont eue dans cette boutique.' }),
  })
  .meta({ id: 'Predictions', description: 'Les ruptures prévues, la plus proche d’abord, et la liste d’achat.' });

export const productReport = z
  .object({
    today: day,
    product: stockRow,
    analysis: z.object({
      from: day,
      sold: z.array(units).meta({ description: 'Par jour depuis `from`, aujourd’hui à la fin.' }),
      missed: z.array(units),
      stock: z.array(units).meta({ description: 'Le soir de chaque jour.' }),
      periods: z.array(
        z.object({
          days,
          sold: units,
          missed: units,
          revenue: francs,
          margin: ofCosts(francs),
          marginRate: ofCosts(rate.nullable()),
        }),
      ),
      ahead: z
        .object({ expected: z.array(units), low: z.array(units), high: z.array(units) })
        .nullable()
        .meta({ description: 'Le stock attendu les prochains soirs, médiane et intervalle à 80 %.' }),
    }),
    purchases: z.array(
      z.object({
        state: z.enum(['RECEIVED', 'ORDERED']),
        day,
        supplierId: supplierRef.nullable(),
        quantity: units,
        unitCost: ofCosts(unitCost.nullable()),
      }),
    ),
    supplierPrices: ofCosts(
      z.array(z.object({ supplierId: supplierRef.nullable(), day, unitCost, before: unitCost.nullable() })),
    ),
  })
  .meta({ id: 'ProductReport', description: 'Un produit en détail.' });
