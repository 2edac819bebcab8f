export * from './alert-facts.ts';
export type { EventsByTimeKey, EventsByTimeValue } from './alerts/events_by_time.ts';
export type { OpenEventsByAlertKey, OpenEventsByAlertValue } from './alerts/open_events_by_alert.ts';
export type { QueuedEventsByTimeKey, QueuedEventsByTimeValue } from './alerts/queued_events_by_time.ts';
export type { RecordsByDeviceKey, RecordsByDeviceStats, RecordsByDeviceValue } from './devices/records_by_device.ts';
export type { ForkedEventsByTypeKey, ForkedEventsByTypeValue } from './integrity/forked_events_by_type.ts';
export type {
  MessagesBySubjectAndTimeKey,
  MessagesBySubjectAndTimeValue,
} from './messages/messages_by_subject_and_time.ts';
export * from './on-hand.ts';
export * from './rows.ts';
export type { ActivityByDayAndProductKey, ActivityByDayAndProductValue } from './sales/activity_by_day_and_product.ts';
export type {
  TicketsByDayAndSettlementKey,
  TicketsByDayAndSettlementValue,
} from './sales/tickets_by_day_and_settlement.ts';
export type { CountsByProductAndTimeKey, CountsByProductAndTimeValue } from './stock/counts_by_product_and_time.ts';
export type {
  LastCountByProductKey,
  LastCountByProductStats,
  LastCountByProductValue,
} from './stock/last_count_by_product.ts';
export type { StockByProductKey, StockByProductValue } from './stock/stock_by_product.ts';
export * from './view.ts';
export * from './views.ts';
