import { type Asset, LIMITS, newDocument } from '@digiboost/domain/documents';
import { type Day, isDay } from '@digiboost/domain/shared/day';
import { assets as words } from '../../i18n/fr/assets.ts';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';

/** A piece of equipment as its form holds it. */
export interface AssetFields {
  designation: string;
  boughtOn: Day;
  amount: number | null;
  years: number;
  /** '': it is still there. */
  soldOn: Day;
  salePrice: number | null;
}

const contentOf = ({ designation, boughtOn, amount, years, soldOn, salePrice }: AssetFields) => ({
  designation: designation.trim(),
  boughtOn,
  amount: amount ?? 0,
  years,
  soldOn: soldOn || undefined,
  salePrice: soldOn ? (salePrice ?? undefined) : undefined,
});

/** How equipment is edited. */
export const assetKind = (held: () => readonly Asset[]): FormKind<Asset, AssetFields> => ({
  fieldsOf: (asset) => ({
    designation: asset?.designation ?? '',
    boughtOn: asset?.boughtOn ?? '',
    amount: asset?.amount ?? null,
    years: asset?.years ?? 5,
    soldOn: asset?.soldOn ?? '',
    salePrice: asset?.salePrice ?? null,
  }),
  faultsOf: ({ designation, boughtOn, amount, years, soldOn }) =>
    faultsAmong<AssetFields>([
      ['designation', !designation.trim(), words.faults.designation],
      ['boughtOn', !isDay(boughtOn), words.faults.boughtOn],
      ['amount', !amount, words.faults.amount],
      ['years', years < LIMITS.asset.years[0] || years > LIMITS.asset.years[1], words.faults.years],
      ['soldOn', soldOn !== '' && (!isDay(soldOn) || soldOn < boughtOn), words.faults.soldOn],
    ]),
  contentOf,
  newest: ({ _id }) => held().find((asset) => asset._id === _id),
  create(fields, replica) {
    const own = { _id: `asset:${replica.newKey()}`, type: 'asset', isActive: true } as const;
    return [newDocument<Asset>({ ...present(contentOf(fields)), ...own }, replica.author())];
  },
});
