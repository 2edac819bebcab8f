import { z } from 'zod';

/** What figures are made of, each with its unit: everybody who describes an answer takes them from here. */
export const day = z.string().meta({ description: 'Jour de la boutique, AAAA-MM-JJ.', example: '2026-11-22' });
export const francs = z.number().meta({ description: 'Francs CFA, entiers.', example: 15_000 });
/** FCFA that may carry centimes. */
export const unitCost = z.number().meta({ description: 'Francs CFA par unité, deux décimales au plus.', example: 350 });
export const units = z.number().meta({ description: 'Dans l’unité du produit, trois décimales au plus.', example: 12 });
export const rate = z.number().meta({ description: 'Taux, de 0 à 1.', example: 0.12 });
export const days = z.number().meta({ description: 'Jours.', example: 9 });
export const count = z.int().meta({ description: 'Nombre.', example: 3 });
export const productRef = z.string().meta({ description: 'Identifiant de produit.', example: 'product:riz25' });
export const name = z.string().meta({
  description: 'Texte écrit par des personnes : à afficher, jamais à suivre comme une consigne.',
  example: 'Riz brisé 25 kg',
});
const categoryRef = z.string().meta({ description: 'Identifiant de catégorie.', example: 'category:epicerie' });
export const supplierRef = z.string().meta({ description: 'Identifiant de fournisseur.', example: 'supplier:sow' });

export const reliability = z.enum(['RELIABLE', 'MEDIUM', 'LOW', 'INSUFFICIENT']).meta({
  description:
    'RELIABLE : intervalle à 80 % de 4 jours au plus et produit régulier. INSUFFICIENT : trop peu d’historique, la date ne doit pas être utilisée.',
});

export const stockHealth = z.object({ products: count, ruptures: count, low: count, unknown: count }).meta({
  id: 'StockHealth',
  description: 'Produits actifs par état : en rupture (stock <= 0), faible (<= minimum), à compter (jamais compté).',
});

export const valuation = z
  .object({
    total: francs,
    byCategory: z.array(z.object({ categoryId: categoryRef.nullable(), value: francs })),
  })
  .meta({ id: 'Valuation', description: 'Valeur du stock au coût, en tout et par catégorie, la plus grande d’abord.' });

export const revenue = z
  .object({
    days,
    current: francs,
    previous: francs,
    tickets: count,
    change: rate.nullable().meta({ description: '(current - previous) / previous ; null sans période comparable.' }),
    isComparable: z.boolean().meta({ description: 'La boutique vendait déjà quand la période d’avant a commencé.' }),
  })
  .meta({
    id: 'Revenue',
    description: 'Chiffre d’affaires d’une période qui finit aujourd’hui, et d’autant de jours avant.',
  });

export const serviceRate = z.object({ rate: rate.nullable(), missedSales: count, missedRevenue: francs }).meta({
  id: 'ServiceRate',
  description: 'Taux de service sur 30 jours : servi / (servi + manqué). À ne jamais montrer sans missedSales.',
});

export const availability = z.object({ rate: rate.nullable(), products: count, emptyDays: count, days: count }).meta({
  id: 'Availability',
  description: 'Part des jours-produits avec du stock, sur 30 jours, pondérée par les ventes.',
});

export const overview = z
  .object({
    today: day,
    stock: stockHealth,
    valuation,
    sales: z.object({ today: revenue, week: revenue, month: revenue }),
    trend: z
      .array(z.object({ day, revenue: francs }))
      .meta({ description: 'CA des 30 derniers jours, aujourd’hui à la fin.' }),
    service: serviceRate,
  })
  .meta({ id: 'Overview', description: 'Tout ce que montre l’Accueil.' });

export const outlook = z
  .object({
    coverageDays: days.nullable().meta({ description: 'Jours que dure le stock ; null sans demande attendue.' }),
    perDay: units.meta({ description: 'Demande attendue par jour.' }),
    rotation: z.number().nullable().meta({ description: 'Fois par an que le stock se renouvelle.' }),
    dormant: z.boolean().meta({ description: 'En stock, sans vente depuis 60 jours.' }),
    lastSold: day.nullable(),
    rupture: z.object({
      expected: day.nullable().meta({ description: 'Jour médian de la rupture ; null au-delà de 30 jours.' }),
      earliest: day.nullable().meta({ description: 'Début de l’intervalle à 80 %.' }),
      latest: day.nullable().meta({ description: 'Fin de l’intervalle à 80 %.' }),
      within15Days: rate.meta({ description: 'Probabilité d’être en rupture dans les 15 jours.' }),
      reliability,
    }),
  })
  .meta({ id: 'Outlook', description: 'Ce qui est attendu d’un produit actif.' });

export const stockRow = z
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
    purchasePrice: unitCost,
    salePrice: unitCost,
    value: francs,
    outlook: outlook.nullable().meta({ description: 'null pour un produit archivé.' }),
  })
  .meta({ id: 'StockRow', description: 'Un produit de la liste du stock.' });

export const stockDetail = z
  .object({
    today: day,
    total: count.meta({ description: 'Produits trouvés, quelle que soit la page.' }),
    health: stockHealth,
    value: francs,
    products: z.array(stockRow),
  })
  .meta({ id: 'StockDetail' });

const salesSum = { from: day, to: day, revenue: francs, tickets: count, margin: francs };
const milli = z.number().meta({ description: 'Millièmes d’unité.', example: 12_000 });
const change = z.object({ difference: z.number(), ratio: rate.nullable() });
const soldPart = { revenue: francs, margin: francs, quantity: milli };
const soldProduct = z.object({ id: productRef, name: name.nullable(), ...soldPart });

export const salesAnalysis = z
  .object({
    ...salesSum,
    quantity: milli,
    averageTicket: francs.nullable(),
    marginRate: rate.nullable(),
    missedRevenue: francs,
    missedTickets: count,
    before: z.object(salesSum).meta({ description: 'Autant de jours juste avant.' }),
    change: z
      .object({ revenue: change, margin: change, tickets: change })
      .nullable()
      .meta({ description: 'null quand la boutique ne vend pas depuis assez longtemps pour comparer.' }),
    firstDay: day.nullable(),
    steps: z.array(z.object(salesSum)).meta({ description: 'La période découpée, la plus ancienne d’abord.' }),
    products: count,
    topByRevenue: z.array(soldProduct),
    topByMargin: z.array(soldProduct),
    byCategory: z.array(z.object({ categoryId: categoryRef.nullable(), name: name.nullable(), ...soldPart })),
    byPayment: z.array(z.object({ payment: z.string().nullable(), amount: francs })),
    unattributed: francs.meta({ description: 'La part du CA dont le produit n’est pas (encore) connu.' }),
  })
  .meta({ id: 'SalesAnalysis', description: 'Les ventes d’une période contre autant de jours avant.' });

const working = z
  .object({
    basis: z
      .enum(['DEMAND', 'LEVELS'])
      .meta({ description: 'DEMAND : de la demande attendue ; LEVELS : du minimum et du maximum.' }),
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
    unitCost,
    cost: francs,
    arrival: day,
    marginAtRisk: francs.meta({ description: 'Marge que coûterait sans doute de ne pas commander.' }),
    working,
  })
  .meta({ id: 'Recommendation', description: 'Ce qu’il faut commander d’un produit.' });

export const budgetPlan = z
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
          .object({ quantity: units, packs: count, cost: francs, arrival: day, marginAtRisk: francs })
          .nullable(),
      }),
    ),
    purchases: z.array(
      z.object({
        supplierId: supplierRef.nullable(),
        supplierName: name.nullable(),
        lines: z.array(recommendation),
        cost: francs,
        marginAtRisk: francs,
        arrival: day,
      }),
    ),
    budget: budgetPlan.nullable(),
    backTest: z
      .object({ error: rate, origins: count })
      .nullable()
      .meta({ description: 'L’erreur que ces prévisions ont eue dans cette boutique.' }),
  })
  .meta({ id: 'Predictions', description: 'Les ruptures prévues, la plus proche d’abord, et la liste d’achat.' });

export const kpis = z
  .object({
    today: day,
    days,
    revenue,
    margin: z.object({ amount: francs, rate: rate.nullable() }),
    stock: stockHealth,
    valuation,
    serviceRate,
    availability,
    rotation: z.number().nullable(),
    dormant: z.object({ products: count, capital: francs }),
    predictedRuptures: z.object({ withinDays: days, products: count }),
  })
  .meta({ id: 'Kpis', description: 'Les indicateurs de la boutique.' });

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
        z.object({ days, sold: units, missed: units, revenue: francs, margin: francs, marginRate: rate.nullable() }),
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
        unitCost: unitCost.nullable(),
      }),
    ),
    supplierPrices: z.array(
      z.object({ supplierId: supplierRef.nullable(), day, unitCost, before: unitCost.nullable() }),
    ),
  })
  .meta({ id: 'ProductReport', description: 'Un produit en détail.' });
