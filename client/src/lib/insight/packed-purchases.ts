import type { ProductId } from '@digiboost/domain/documents';
import type { BudgetPlan, Recommendation, SupplierPurchase } from '@digiboost/domain/purchase';
import type { Day } from '@digiboost/domain/shared/day';
import { must } from '@digiboost/domain/shared/must';
import { recordReader, type Table, toTable } from './columns.ts';

/** What a shop should order. */
export interface Purchases {
  readonly today: Day;
  /** Every active product's, also those of which nothing needs ordering. */
  readonly recommendations: { get(id: ProductId): Recommendation | undefined };
  /** What to order of each supplier. */
  readonly groups: readonly SupplierPurchase[];
  /** FCFA at hand; null: no limit. */
  readonly budget: number | null;
  /** What that buys. */
  readonly plan: BudgetPlan | null;
}

/** The same as it is sent: one column per field of the recommendations. */
export interface PackedPurchases extends Omit<Purchases, 'recommendations' | 'groups'> {
  readonly ids: readonly ProductId[];
  readonly recommendations: Table;
  readonly groups: readonly PackedGroup[];
}

/** A group's lines by their place among the recommendations. */
interface PackedGroup extends Omit<SupplierPurchase, 'lines'> {
  readonly lines: readonly number[];
}

/** The form of purchases that is sent. */
export function packPurchases({
  recommendations,
  groups,
  ...rest
}: Purchases & { readonly recommendations: ReadonlyMap<ProductId, Recommendation> }): PackedPurchases {
  const ids = [...recommendations.keys()];
  const places = new Map(ids.map((id, place) => [id, place]));
  return {
    ...rest,
    ids,
    recommendations: toTable([...recommendations.values()]),
    groups: groups.map(({ lines, ...group }) => ({
      ...group,
      lines: lines.map(({ productId }) => must(places.get(productId), 'recommendation')),
    })),
  };
}

/** What `packPurchases` made. Of what needs no ordering, a recommendation is unpacked when it is looked at. */
export function unpackPurchases({ ids, recommendations, groups, ...rest }: PackedPurchases): Purchases {
  const read = recordReader<Recommendation>(recommendations);
  const places = new Map(ids.map((id, place) => [id, place]));
  return {
    ...rest,
    recommendations: {
      get: (id) => {
        const place = places.get(id);
        return place === undefined ? undefined : read(place);
      },
    },
    groups: groups.map(({ lines, ...group }) => ({ ...group, lines: lines.map(read) })),
  };
}
