import { createContext } from 'svelte';
import type { ShopInsight } from '../insight/shop-insight.ts';
import type { ShopModel } from '../model/types.ts';
import type { Replica } from '../replica/types.ts';
import type { OwnLimits } from './own-limits.svelte.ts';
import type { ReactiveStatus } from './sync-status.ts';

/** The open shop's documents: `const replica = getReplica()` in a screen. */
export const [getReplica, setReplica] = createContext<Replica>();

/** The open shop's figures: `const model = getShopModel()` in a screen. */
export const [getShopModel, setShopModel] = createContext<ShopModel>();

/** How the exchange with the server stands, as Svelte state: `getSyncStatus().current`. */
export const [getSyncStatus, setSyncStatus] = createContext<ReactiveStatus>();

/** The open shop's analyses and outlook: `const insight = getInsight()` in a screen. */
export const [getInsight, setInsight] = createContext<ShopInsight>();

/** What this person may see, and what they ask for: `getLimits().sees('COSTS')`. */
export const [getLimits, setLimits] = createContext<OwnLimits>();
