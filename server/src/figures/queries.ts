import { daysBetween } from '@digiboost/domain/shared/day';
import { z } from 'zod';
import { listPage, whole } from '../http/page.ts';
import { askedDay } from '../http/units.ts';

const word = (error: string) => z.string({ error }).trim().min(1, { error }).max(200, { error });

/** What GET dashboards/stock-detail may be asked. */
export const stockQuery = z.strictObject({
  status: z
    .enum(['UNKNOWN', 'RUPTURE', 'LOW', 'OK', 'ARCHIVED'], {
      error: 'L’état doit être UNKNOWN, RUPTURE, LOW, OK ou ARCHIVED.',
    })
    .optional(),
  categoryId: word('Indiquez une catégorie.').optional(),
  supplierId: word('Indiquez un fournisseur.').optional(),
  q: word('Indiquez un mot à chercher.').optional(),
  sort: z
    .enum(['name', 'stock', 'value', 'coverage', 'rupture'], {
      error: 'Le tri doit être name, stock, value, coverage ou rupture.',
    })
    .default('name'),
  order: z.enum(['asc', 'desc'], { error: 'L’ordre doit être asc ou desc.' }).default('asc'),
  ...listPage,
});
export type StockQuery = z.infer<typeof stockQuery>;

/** What GET dashboards/predictions may be asked. */
export const predictionsQuery = z.strictObject({
  horizonDays: whole(1, 30, 'L’horizon doit être un nombre de jours de 1 à 30.').default(15),
  budget: whole(0, 1_000_000_000, 'Le budget doit être un nombre entier de francs.').optional(),
});
export type PredictionsQuery = z.infer<typeof predictionsQuery>;

const MOST_DAYS = 1_096;
const day = askedDay('Indiquez un jour, comme 2026-11-22.');

/** What GET dashboards/sales-analysis may be asked: the days from..to, both included. */
export const salesQuery = z
  .strictObject({
    from: day,
    to: day,
    step: z.enum(['DAY', 'WEEK', 'MONTH'], { error: 'Le pas doit être DAY, WEEK ou MONTH.' }).default('DAY'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'La fin doit venir après le début.' })
  .refine(({ from, to }) => daysBetween(from, to) < MOST_DAYS, {
    path: ['to'],
    error: 'La période est trop longue : trois ans au plus.',
  });
export type SalesQuery = z.infer<typeof salesQuery>;

/** What GET customers and GET customers/:id may be asked. */
export const customersQuery = z.strictObject(listPage);

/** What GET analytics/kpis may be asked. */
export const kpisQuery = z.strictObject({
  days: whole(1, 365, 'La période doit être un nombre de jours de 1 à 365.').default(30),
});

/** What the agent's views may be asked: the `days` days that end today, against as many before. */
export const changeQuery = z.strictObject({
  days: whole(1, 365, 'La période doit être un nombre de jours de 1 à 365.').default(7),
});

/** What GET ai/recommandations may be asked. */
export const purchaseQuery = changeQuery.extend({ budget: predictionsQuery.shape.budget });
