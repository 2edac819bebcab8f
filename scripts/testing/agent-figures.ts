import { isDeepStrictEqual } from 'node:util';

/** Asks a tool of `/mcp` or an address of the API; the answer's figures. */
interface Asking {
  readonly tool: (name: string, args: object) => Promise<unknown>;
  readonly api: (path: string) => Promise<unknown>;
}

interface Pair {
  readonly tool: string;
  readonly args: object;
  /** The address of the API that tells the same, under `/api/v1`. */
  readonly path: string;
  /** What both tell, in one form. */
  readonly ofTool: (answer: never) => unknown;
  readonly ofApi: (body: never) => unknown;
}

const whole = (answer: never): unknown => answer;

interface Product {
  readonly id: string;
  readonly onHand: number;
  readonly status: string;
  readonly salePrice: number;
  readonly purchasePrice: number;
}
const stockOf = ({ id, onHand, status, salePrice, purchasePrice }: Product) => ({
  id,
  onHand,
  status,
  salePrice,
  purchasePrice,
});
const byId = (products: readonly Product[]) => products.map(stockOf).sort((a, b) => (a.id < b.id ? -1 : 1));

interface Debtor {
  readonly amount: number;
  readonly since: string | null;
}
const debtOf = ({ amount, since }: Debtor) => ({ amount, since });
const MOST_DEBTORS = 20;

/** What each tool that tells figures is asked, and where the API tells the same; `product` is one of the shop's. */
const pairsOf = (product: string, word: string): readonly Pair[] => [
  {
    tool: 'vue_ensemble',
    args: { jours: 30 },
    path: '/analytics/kpis?days=30',
    ofTool: whole,
    ofApi: whole,
  },
  { tool: 'etat_stock', args: {}, path: '/ai/diagnostic-stock', ofTool: whole, ofApi: whole },
  {
    tool: 'ruptures_prevues',
    args: {},
    path: '/ai/diagnostic-stock',
    ofTool: ({ predicted }: { predicted: unknown }) => predicted,
    ofApi: ({ predicted }: { predicted: unknown }) => predicted,
  },
  {
    tool: 'liste_achats',
    args: { budget: 50_000 },
    path: '/ai/recommandations?budget=50000',
    ofTool: whole,
    ofApi: whole,
  },
  { tool: 'rapport_ventes', args: { jours: 7 }, path: '/ai/analyse-ventes?days=7', ofTool: whole, ofApi: whole },
  { tool: 'caisse_du_jour', args: {}, path: '/dashboards/till', ofTool: whole, ofApi: whole },
  {
    tool: 'clients_debiteurs',
    args: {},
    path: '/customers?limit=500',
    ofTool: ({ clients }: { clients: { items: readonly Debtor[]; total: { count: number; francs: number } } }) => ({
      ...clients.total,
      first: clients.items.map(debtOf),
    }),
    ofApi: ({ count, total, customers }: { count: number; total: number; customers: readonly Debtor[] }) => ({
      count,
      francs: total,
      first: customers.slice(0, MOST_DEBTORS).map(debtOf),
    }),
  },
  {
    tool: 'analyser_produit',
    args: { id: product },
    path: `/analytics/products/${product.replace('product:', '')}`,
    ofTool: ({ periods, outlook, ...rest }: Product & { periods: unknown; outlook: unknown }) => ({
      ...stockOf(rest),
      periods,
      outlook,
    }),
    ofApi: ({
      product: row,
      analysis,
    }: {
      product: Product & { outlook: unknown };
      analysis: { periods: unknown };
    }) => ({ ...stockOf(row), periods: analysis.periods, outlook: row.outlook }),
  },
  {
    tool: 'chercher_produit',
    args: { mots: word },
    path: `/dashboards/stock-detail?q=${word}`,
    ofTool: ({ produits }: { produits: readonly Product[] }) => byId(produits),
    ofApi: ({ products }: { products: readonly Product[] }) => byId(products),
  },
];

/** The tools whose figures are not those of the API, to the franc; each with both. Empty when all are. */
export async function differingFigures(
  { tool, api }: Asking,
  of: { readonly product: string; readonly word: string },
): Promise<{ readonly tool: string; readonly told: unknown; readonly api: unknown }[]> {
  const differing = [];
  for (const pair of pairsOf(of.product, of.word)) {
    const told = pair.ofTool((await tool(pair.tool, pair.args)) as never);
    const body = pair.ofApi((await api(pair.path)) as never);
    if (!isDeepStrictEqual(told, body)) differing.push({ tool: pair.tool, told, api: body });
  }
  return differing;
}
