import type { EventsByTimeKey, EventsByTimeValue } from './alerts/events_by_time.ts';
import type { OpenEventsByAlertKey, OpenEventsByAlertValue } from './alerts/open_events_by_alert.ts';
import type { QueuedEventsByTimeKey, QueuedEventsByTimeValue } from './alerts/queued_events_by_time.ts';
import type { RecordsByDeviceKey, RecordsByDeviceStats } from './devices/records_by_device.ts';
import type { ForkedEventsByTypeKey, ForkedEventsByTypeValue } from './integrity/forked_events_by_type.ts';
import type { UncountedEventsByTypeKey, UncountedEventsByTypeValue } from './integrity/uncounted_events_by_type.ts';
import type {
  ReceivedByProductAndExpiryKey,
  ReceivedByProductAndExpiryValue,
} from './lots/received_by_product_and_expiry.ts';
import type {
  MessagesBySubjectAndTimeKey,
  MessagesBySubjectAndTimeValue,
} from './messages/messages_by_subject_and_time.ts';
import type { AmountsByAccountAndTimeKey, AmountsByAccountAndTimeValue } from './money/amounts_by_account_and_time.ts';
import type { ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue } from './money/closings_by_method_and_time.ts';
import type { ActivityByDayAndProductKey, ActivityByDayAndProductValue } from './sales/activity_by_day_and_product.ts';
import type {
  TicketsByDayAndSettlementKey,
  TicketsByDayAndSettlementValue,
} from './sales/tickets_by_day_and_settlement.ts';
import type { CountsByProductAndTimeKey, CountsByProductAndTimeValue } from './stock/counts_by_product_and_time.ts';
import type { LastCountByProductKey, LastCountByProductStats } from './stock/last_count_by_product.ts';
import type { StockByProductKey, StockByProductValue } from './stock/stock_by_product.ts';
import type { ToldByProductKey, ToldByProductValue } from './stock/told_by_product.ts';
import type { View } from './view.ts';

// Types only from the views' files: whoever asks a view does not carry its code.

export const stockByProduct: View<StockByProductKey, StockByProductValue> = {
  ddoc: 'stock',
  name: 'stock_by_product',
  reduce: '_sum',
};
export const lastCountByProduct: View<LastCountByProductKey, LastCountByProductStats> = {
  ddoc: 'stock',
  name: 'last_count_by_product',
  reduce: '_stats',
};
export const countsByProductAndTime: View<CountsByProductAndTimeKey, CountsByProductAndTimeValue> = {
  ddoc: 'stock',
  name: 'counts_by_product_and_time',
};
export const toldByProduct: View<ToldByProductKey, ToldByProductValue> = {
  ddoc: 'stock',
  name: 'told_by_product',
  reduce: '_sum',
};
export const activityByDayAndProduct: View<ActivityByDayAndProductKey, ActivityByDayAndProductValue> = {
  ddoc: 'sales',
  name: 'activity_by_day_and_product',
  reduce: '_sum',
};
export const ticketsByDayAndSettlement: View<TicketsByDayAndSettlementKey, TicketsByDayAndSettlementValue> = {
  ddoc: 'sales',
  name: 'tickets_by_day_and_settlement',
  reduce: '_sum',
};
export const receivedByProductAndExpiry: View<ReceivedByProductAndExpiryKey, ReceivedByProductAndExpiryValue> = {
  ddoc: 'lots',
  name: 'received_by_product_and_expiry',
  reduce: '_sum',
};
export const amountsByAccountAndTime: View<AmountsByAccountAndTimeKey, AmountsByAccountAndTimeValue> = {
  ddoc: 'money',
  name: 'amounts_by_account_and_time',
  reduce: '_sum',
};
export const closingsByMethodAndTime: View<ClosingsByMethodAndTimeKey, ClosingsByMethodAndTimeValue> = {
  ddoc: 'money',
  name: 'closings_by_method_and_time',
};
export const openEventsByAlert: View<OpenEventsByAlertKey, OpenEventsByAlertValue> = {
  ddoc: 'alerts',
  name: 'open_events_by_alert',
};
export const eventsByTime: View<EventsByTimeKey, EventsByTimeValue> = { ddoc: 'alerts', name: 'events_by_time' };
export const queuedEventsByTime: View<QueuedEventsByTimeKey, QueuedEventsByTimeValue> = {
  ddoc: 'alerts',
  name: 'queued_events_by_time',
};
export const messagesBySubjectAndTime: View<MessagesBySubjectAndTimeKey, MessagesBySubjectAndTimeValue> = {
  ddoc: 'messages',
  name: 'messages_by_subject_and_time',
};
export const recordsByDevice: View<RecordsByDeviceKey, RecordsByDeviceStats> = {
  ddoc: 'devices',
  name: 'records_by_device',
  reduce: '_stats',
};
export const forkedEventsByType: View<ForkedEventsByTypeKey, ForkedEventsByTypeValue> = {
  ddoc: 'integrity',
  name: 'forked_events_by_type',
};
export const uncountedEventsByType: View<UncountedEventsByTypeKey, UncountedEventsByTypeValue> = {
  ddoc: 'integrity',
  name: 'uncounted_events_by_type',
};

/** Every view of a shop's database: one line each; its file is `src/<ddoc>/<name>.ts`. */
export const VIEWS: readonly View[] = [
  stockByProduct,
  lastCountByProduct,
  countsByProductAndTime,
  toldByProduct,
  activityByDayAndProduct,
  ticketsByDayAndSettlement,
  receivedByProductAndExpiry,
  amountsByAccountAndTime,
  closingsByMethodAndTime,
  openEventsByAlert,
  eventsByTime,
  queuedEventsByTime,
  messagesBySubjectAndTime,
  recordsByDevice,
  forkedEventsByType,
  uncountedEventsByType,
];
