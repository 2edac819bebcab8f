import { z } from 'zod';
import { categoryRef, count, day, days, francs, name, productRef, rate, turnover } from '../http/units.ts';
import { ofCosts } from '../shop/rights.ts';

export const stockHealth = z.object({ products: count, ruptures: count, low: count, unknown: count }).meta({
  id: 'StockHealth',
  description: 'Produits actifs par état : en rupture (stock <= 0), faible (<= minimum), à compter (jamais compté).',
});

const valuation = z
  .object({
    total: francs,
    byCategory: z.array(z.object({ categoryId: categoryRef.nullable(), value: francs })),
  })
  .meta({ id: 'Valuation', description: 'Valeur du stock au coût, en tout et par catégorie, la plus grande d’abord.' });

const revenue = z
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

const serviceRate = z.object({ rate: rate.nullable(), missedSales: count, missedRevenue: francs }).meta({
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
    valuation: ofCosts(valuation),
    sales: z.object({ today: revenue, week: revenue, month: revenue }),
    trend: z
      .array(z.object({ day, revenue: francs }))
      .meta({ description: 'CA des 30 derniers jours, aujourd’hui à la fin.' }),
    service: serviceRate,
  })
  .meta({ id: 'Overview', description: 'Tout ce que montre l’Accueil.' });

const margin = ofCosts(francs.meta({ description: 'CA moins le coût de ce qui est sorti, francs CFA.' }));
const salesSum = { from: day, to: day, revenue: francs, tickets: count, margin };
const milli = z.number().meta({ description: 'Millièmes d’unité.', example: 12_000 });
const change = z.object({ difference: z.number(), ratio: rate.nullable() });
const soldPart = { revenue: francs, margin, quantity: milli };
const soldProduct = z.object({ id: productRef, name: name.nullable(), ...soldPart });

export const salesAnalysis = z
  .object({
    ...salesSum,
    quantity: milli,
    averageTicket: francs.nullable(),
    marginRate: ofCosts(rate.nullable()),
    missedRevenue: francs,
    missedTickets: count,
    before: z.object(salesSum).meta({ description: 'Autant de jours juste avant.' }),
    change: z
      .object({ revenue: change, margin: ofCosts(change), tickets: change })
      .nullable()
      .meta({ description: 'null quand la boutique ne vend pas depuis assez longtemps pour comparer.' }),
    firstDay: day.nullable(),
    steps: z.array(z.object(salesSum)).meta({ description: 'La période découpée, la plus ancienne d’abord.' }),
    products: count,
    topByRevenue: z.array(soldProduct),
    topByMargin: ofCosts(z.array(soldProduct)),
    byCategory: z.array(z.object({ categoryId: categoryRef.nullable(), name: name.nullable(), ...soldPart })),
    byPayment: z.array(z.object({ payment: z.string().nullable(), amount: francs })),
    free: francs.meta({
      description: 'La part du CA vendue hors catalogue (« divers »), dont le coût n’est pas connu.',
    }),
    unattributed: francs.meta({ description: 'La part du CA dont le produit n’est pas (encore) connu.' }),
  })
  .meta({ id: 'SalesAnalysis', description: 'Les ventes d’une période contre autant de jours avant.' });

export const kpis = z
  .object({
    today: day,
    days,
    revenue,
    margin: ofCosts(z.object({ amount: francs, rate: rate.nullable() })),
    stock: stockHealth,
    valuation: ofCosts(valuation),
    serviceRate,
    availability,
    rotation: turnover.nullable(),
    dormant: z.object({ products: count, capital: ofCosts(francs) }),
    predictedRuptures: z.object({ withinDays: days, products: count }),
  })
  .meta({ id: 'Kpis', description: 'Les indicateurs de la boutique.' });
