import type { StockHealth } from '@digiboost/domain/kpis';
import { home } from '../../i18n/fr/home.ts';

/** The one thing that helps the shop most now: what it is called and where it is done. */
export interface NextStep {
  readonly icon: 'count' | 'truck' | 'bell' | 'shop';
  readonly text: string;
  readonly href: string;
}

/**
 * What to do next. A first day that was begun is ended first. Most of the shelf unknown: count, for nothing else can be
 * told; then order what is out, low or will be out soon; then look at the alerts. Null: nothing presses.
 */
export function nextStep(
  health: StockHealth,
  soonOut: number,
  unseenAlerts: number,
  isFirstDay = false,
): NextStep | null {
  if (isFirstDay) return { icon: 'shop', text: home.next.firstDay, href: '/demarrer' };
  if (health.unknown * 2 > health.products) {
    return { icon: 'count', text: home.next.count(health.unknown), href: '/stock/inventaire' };
  }
  if (health.ruptures + health.low + soonOut > 0) {
    return { icon: 'truck', text: home.next.order, href: '/previsions?vue=achats' };
  }
  if (unseenAlerts > 0) return { icon: 'bell', text: home.next.alerts(unseenAlerts), href: '/alertes' };
  return health.unknown > 0
    ? { icon: 'count', text: home.next.count(health.unknown), href: '/stock/inventaire' }
    : null;
}
