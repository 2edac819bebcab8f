import type { AlertType, ProductId } from '@digiboost/domain/documents';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { type BoardEvent, isOpen } from './board-events.ts';

export type StatusFilter = 'OPEN' | 'ALL' | 'CLOSED';
/** Days that the history goes back. */
export type Period = '7' | '30' | '90';

/** Which events the history shows; '' for all. */
export interface HistoryFilters {
  readonly status: StatusFilter;
  readonly alertType: AlertType | '';
  readonly productId: ProductId | '';
  readonly period: Period;
}

export const NO_FILTERS: HistoryFilters = { status: 'ALL', alertType: '', productId: '', period: '30' };

/** The events of the period, type and product; what is still open belongs to every period. */
export function inScope(events: readonly BoardEvent[], filters: HistoryFilters, today: Day): BoardEvent[] {
  const from = addDays(today, 1 - Number(filters.period));
  return events.filter(
    (event) =>
      (filters.alertType === '' || event.alertType === filters.alertType) &&
      (filters.productId === '' || event.productId === filters.productId) &&
      (isOpen(event) || event.triggeredAt.slice(0, 10) >= from),
  );
}

/** Those of `scope` that answer the filter by status. */
export const shownEvents = (scope: readonly BoardEvent[], status: StatusFilter): BoardEvent[] =>
  scope.filter((event) => status === 'ALL' || isOpen(event) === (status === 'OPEN'));

/** How many filters beside the status narrow the list. */
export const narrowedBy = ({ alertType, productId, period }: HistoryFilters): number =>
  Number(alertType !== '') + Number(productId !== '') + Number(period !== NO_FILTERS.period);
