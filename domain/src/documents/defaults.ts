import { DEFAULT_TIMEZONE } from '../shared/clock.ts';
import type { Shop } from './shop.ts';

/** What a shop's settings are until its administrator changes them. */
export const DEFAULT_SETTINGS: Shop['settings'] = {
  currency: 'XOF',
  timezone: DEFAULT_TIMEZONE,
  serviceTarget: 0.95,
  coverageDays: 14,
  monthlyTarget: 0,
};

/** A shop's settings, also while its document is not known. */
export const settingsOf = (shop: Pick<Shop, 'settings'> | null | undefined): Shop['settings'] =>
  shop?.settings ?? DEFAULT_SETTINGS;

/** Days from order to delivery of a supplier who has not told his own. */
export const DEFAULT_LEAD_TIME_DAYS = 7;
