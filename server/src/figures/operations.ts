import { z } from 'zod';
import { EVERYBODY, operation } from '../http/operation.ts';
import { purchaseBrief, salesChange, stockDiagnosis } from './agent-schemas.ts';
import { expiry, predictions, productReport, stockDetail } from './product-schemas.ts';
import { changeQuery, kpisQuery, predictionsQuery, purchaseQuery, salesQuery, stockQuery } from './queries.ts';
import { kpis, overview, salesAnalysis } from './schemas.ts';

export const OVERVIEW = operation({
  id: 'overview',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/overview',
  summary: 'Vue d’ensemble',
  callers: EVERYBODY,
  answers: { 200: overview, 304: null },
});

export const STOCK_DETAIL = operation({
  id: 'stockDetail',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/stock-detail',
  summary: 'Le stock, produit par produit',
  callers: EVERYBODY,
  query: stockQuery,
  answers: { 200: stockDetail, 304: null },
});

export const EXPIRY = operation({
  id: 'expiry',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/expiry',
  summary: 'Ce qui périme, et l’argent en jeu',
  callers: EVERYBODY,
  answers: { 200: expiry, 304: null },
});

export const SALES_ANALYSIS = operation({
  id: 'salesAnalysis',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/sales-analysis',
  summary: 'Les ventes d’une période',
  callers: EVERYBODY,
  query: salesQuery,
  answers: { 200: salesAnalysis, 304: null },
});

export const PREDICTIONS = operation({
  id: 'predictions',
  tag: 'Chiffres',
  method: 'get',
  path: '/dashboards/predictions',
  summary: 'Ruptures prévues et liste d’achat',
  callers: EVERYBODY,
  query: predictionsQuery,
  answers: { 200: predictions, 304: null },
});

export const KPIS = operation({
  id: 'kpis',
  tag: 'Chiffres',
  method: 'get',
  path: '/analytics/kpis',
  summary: 'Indicateurs',
  callers: EVERYBODY,
  query: kpisQuery,
  answers: { 200: kpis, 304: null },
});

export const PRODUCT_REPORT = operation({
  id: 'productReport',
  tag: 'Chiffres',
  method: 'get',
  path: '/analytics/products/:id',
  summary: 'Un produit en détail',
  callers: EVERYBODY,
  params: z.object({ id: z.string().meta({ description: 'Avec ou sans « product: ».', example: 'product:riz25' }) }),
  answers: { 200: productReport, 304: null },
});

export const STOCK_DIAGNOSIS = operation({
  id: 'diagnosticStock',
  tag: 'Agents',
  method: 'get',
  path: '/ai/diagnostic-stock',
  summary: 'L’état du stock, ce qui est en danger, et ce qui a changé',
  callers: EVERYBODY,
  query: changeQuery,
  answers: { 200: stockDiagnosis, 304: null },
});

export const SALES_CHANGE = operation({
  id: 'analyseVentes',
  tag: 'Agents',
  method: 'get',
  path: '/ai/analyse-ventes',
  summary: 'Les ventes, et pourquoi elles ont changé',
  callers: EVERYBODY,
  query: changeQuery,
  answers: { 200: salesChange, 304: null },
});

export const PURCHASE_BRIEF = operation({
  id: 'recommandations',
  tag: 'Agents',
  method: 'get',
  path: '/ai/recommandations',
  summary: 'Quoi commander, à qui, combien, pourquoi, et ce qui a changé',
  callers: EVERYBODY,
  query: purchaseQuery,
  answers: { 200: purchaseBrief, 304: null },
});

/** The operations on figures, in the order of their documentation. */
export const FIGURE_OPERATIONS = [
  OVERVIEW,
  STOCK_DETAIL,
  EXPIRY,
  SALES_ANALYSIS,
  PREDICTIONS,
  KPIS,
  PRODUCT_REPORT,
  STOCK_DIAGNOSIS,
  SALES_CHANGE,
  PURCHASE_BRIEF,
];
