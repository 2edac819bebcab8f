import { isWithin, LIMITS, type Shop } from '@digiboost/domain/documents';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import type { Replica } from '../../replica/types.ts';
import { settings } from './fr.ts';

/** The shop's own document as its form holds it. */
export interface ShopFields {
  name: string;
  ninea: string;
  phone: string;
  address: string;
  /** Percent. */
  serviceTarget: number | null;
  coverageDays: number | null;
  monthlyTarget: number | null;
  /** Each phone has a drawer of its own. */
  drawers: boolean;
  /** No value added tax is due on what it sells. */
  isVatExempt: boolean;
}

/** How `shop`'s own document is edited. */
export const shopKind = (shop: Shop, replica: Pick<Replica, 'get'>): FormKind<Shop, ShopFields> => ({
  fieldsOf: () => ({
    name: shop.name,
    ninea: shop.ninea ?? '',
    phone: shop.phone ?? '',
    address: shop.address ?? '',
    serviceTarget: Math.round(shop.settings.serviceTarget * 1000) / 10,
    coverageDays: shop.settings.coverageDays,
    monthlyTarget: shop.settings.monthlyTarget,
    drawers: shop.settings.drawer !== undefined,
    isVatExempt: shop.settings.vat === 'NONE',
  }),
  faultsOf({ name, serviceTarget, coverageDays }) {
    const [lowest, highest] = LIMITS.shop.serviceTarget;
    return faultsAmong<ShopFields>([
      ['name', name.trim() === '', settings.shop.missingName],
      ['serviceTarget', !isWithin(serviceTarget, [lowest * 100, highest * 100]), settings.shop.badService],
      ['coverageDays', !isWithin(coverageDays, LIMITS.shop.coverageDays), settings.shop.badCoverage],
    ]);
  },
  contentOf: (fields) => ({
    name: fields.name.trim(),
    ninea: fields.ninea.trim() || undefined,
    phone: fields.phone.trim() || undefined,
    address: fields.address.trim() || undefined,
    settings: {
      ...shop.settings,
      serviceTarget: Math.round((fields.serviceTarget ?? 0) * 10) / 1000,
      coverageDays: fields.coverageDays ?? shop.settings.coverageDays,
      monthlyTarget: fields.monthlyTarget ?? 0,
      drawer: fields.drawers ? 'PHONE' : undefined,
      vat: fields.isVatExempt ? 'NONE' : undefined,
    },
  }),
  newest: () => replica.get<Shop>('shop'),
});
