import { ALERT_KINDS } from '@digiboost/domain/alerts';
import { fold } from '@digiboost/domain/french';
import { ledgerLine } from '@digiboost/domain/kpis';
import { activeOf, namedProduct, productAnalysis, stockDiagnosis, untrusted } from '@digiboost/domain/shop';
import { z } from 'zod';
import { purchaseBriefOf, salesChangeOf, stockDiagnosisOf } from '../figures/agent-routes.ts';
import {
  named,
  people,
  purchaseBrief as purchaseBriefSchema,
  ruptures,
  salesChange as salesChangeSchema,
  stockDiagnosis as stockDiagnosisSchema,
} from '../figures/agent-schemas.ts';
import { outlook } from '../figures/product-schemas.ts';
import { kpis } from '../figures/schemas.ts';
import { shopKpis } from '../figures/shop-kpis.ts';
import { outlookRow } from '../figures/stock-detail.ts';
import { count, day, days, francs, instant, rate, unitCost, units } from '../http/units.ts';
import { ofCosts } from '../shop/rights.ts';
import { openEvents } from '../shop/shop-reading.ts';
import { askViews } from '../shop/shop-views.ts';
import { ofBook, tool } from './tool.ts';

const MOST_FOUND = 20;
const status = z.enum(['UNKNOWN', 'RUPTURE', 'LOW', 'OK']);
const productId = z
  .string()
  .regex(/^product:[a-z0-9][a-z0-9_-]{0,63}$/)
  .describe('Identifiant rendu par chercher_produit, comme product:riz25.');
const period = z.int().min(1).max(365).default(30).describe('Jours qui finissent aujourd’hui.');

/** What agents may read, one narrow tool each. */
export const READING_TOOLS = [
  tool({
    name: 'vue_ensemble',
    title: 'Vue d’ensemble',
    description:
      'Les indicateurs de la boutique : CA contre la période d’avant, marge, stock, taux de service, ruptures prévues.',
    scope: 'shop:read',
    input: z.object({ jours: period }),
    output: kpis,
    run: ofBook((book, { jours }) => shopKpis(book, { days: jours }) as z.input<typeof kpis>),
  }),
  tool({
    name: 'chercher_produit',
    title: 'Chercher un produit',
    description:
      'Les produits actifs dont le nom, le code ou le code-barres correspond : stock, état et prix. 20 au plus.',
    scope: 'shop:read',
    input: z.object({ mots: z.string().trim().min(1).max(80) }),
    output: z.object({
      produits: z.array(
        z.object({ ...named, onHand: units, status, salePrice: unitCost, purchasePrice: ofCosts(unitCost) }),
      ),
      total: count,
    }),
    run: ofBook((book, { mots }) => {
      const asked = fold(mots).split(' ').filter(Boolean);
      const found = activeOf(book).filter(({ product: { name, code, barcode = '' } }) => {
        const words = fold(`${name} ${code} ${barcode}`).split(' ');
        return asked.every((word) => words.some((own) => own.startsWith(word)));
      });
      return {
        total: found.length,
        produits: found.slice(0, MOST_FOUND).map((ledger) => ({
          ...namedProduct(ledger),
          onHand: ledgerLine(ledger).onHand,
          status: ledgerLine(ledger).status,
          salePrice: ledger.product.salePrice,
          purchasePrice: ledger.product.purchasePrice,
        })),
      };
    }),
  }),
  tool({
    name: 'etat_stock',
    title: 'État du stock',
    description:
      'Diagnostic du stock : ruptures, ruptures prévues, stock dormant, en francs et avec leur fiabilité, et ce qui a changé dans la période.',
    scope: 'shop:read',
    input: z.object({ jours: period.default(7) }),
    output: stockDiagnosisSchema,
    run: ofBook((book, { jours }) => stockDiagnosisOf(book, jours) as z.input<typeof stockDiagnosisSchema>),
  }),
  tool({
    name: 'ruptures_prevues',
    title: 'Ruptures prévues',
    description:
      'Les seuls produits qui seront sans doute en rupture sous 15 jours, avec l’intervalle à 80 % et la fiabilité.',
    scope: 'shop:read',
    input: z.object({}),
    output: z.object({ today: day, predicted: ruptures }),
    run: ofBook((book) => {
      const { today, predicted } = stockDiagnosis(book);
      return { today, predicted: predicted as z.input<typeof ruptures> };
    }),
  }),
  tool({
    name: 'analyser_produit',
    title: 'Analyser un produit',
    description: 'Un produit : stock, ventes sur 30, 90 et 365 jours, demande attendue et jour probable de rupture.',
    scope: 'shop:read',
    input: z.object({ id: productId }),
    output: z.object({
      ...named,
      onHand: units,
      status,
      salePrice: unitCost,
      purchasePrice: ofCosts(unitCost),
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
      outlook: outlook.nullable(),
    }),
    run: ofBook((book, { id }) => {
      const ledger = book.products.get(id as `product:${string}`);
      if (!ledger) return 'Ce produit n’existe pas dans cette boutique. Cherchez-le avec chercher_produit.';
      const expected = book.expected.products.get(ledger.product._id);
      const { periods } = productAnalysis(ledger, expected?.forecast ?? null, book.today);
      return {
        ...namedProduct(ledger),
        onHand: ledgerLine(ledger).onHand,
        status: ledgerLine(ledger).status,
        salePrice: ledger.product.salePrice,
        purchasePrice: ledger.product.purchasePrice,
        periods: [...periods],
        outlook: expected ? (outlookRow(expected, book.today, 'unités') as z.input<typeof outlook>) : null,
      };
    }),
  }),
  tool({
    name: 'liste_achats',
    title: 'Liste d’achats',
    description:
      'Quoi commander, à quel fournisseur, combien et pourquoi ; avec un budget, ce qu’il achète de mieux ; et ce qui a changé dans la période de ce qu’il faut racheter.',
    scope: 'shop:read',
    input: z.object({
      budget: z.int().min(0).max(1_000_000_000).optional().describe('Francs CFA disponibles.'),
      jours: period.default(7),
    }),
    output: purchaseBriefSchema,
    run: ofBook(
      (book, { budget, jours }) => purchaseBriefOf(book, budget ?? null, jours) as z.input<typeof purchaseBriefSchema>,
    ),
  }),
  tool({
    name: 'rapport_ventes',
    title: 'Rapport des ventes',
    description: 'Les ventes d’une période contre autant de jours avant, et pourquoi elles ont changé, au franc.',
    scope: 'shop:read',
    input: z.object({ jours: period.default(7) }),
    output: salesChangeSchema,
    run: ofBook((book, { jours }) => salesChangeOf(book, jours) as z.input<typeof salesChangeSchema>),
  }),
  tool({
    name: 'alertes_ouvertes',
    title: 'Alertes ouvertes',
    description: 'Ce qui s’est déclenché et dure encore, le plus récent d’abord. 30 au plus.',
    scope: 'shop:read',
    input: z.object({}),
    output: z.object({
      alertes: z.array(
        z.object({ type: z.string(), severity: z.string(), triggeredAt: instant, about: people.nullable() }),
      ),
      total: count,
    }),
    run: ofBook(async ({ products }, _, { shop }) => {
      const events = (await openEvents(askViews(shop))).sort((a, b) => (a.triggeredAt < b.triggeredAt ? 1 : -1));
      return {
        total: events.length,
        alertes: events.slice(0, 30).map(({ alertType, severity, triggeredAt, productId: id }) => {
          const name = id && products.get(id)?.product.name;
          return { type: ALERT_KINDS[alertType].label, severity, triggeredAt, about: name ? untrusted(name) : null };
        }),
      };
    }),
  }),
];
