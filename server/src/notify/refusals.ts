import type { Delivery } from './delivery.ts';
import type { MailStops } from './mail-stops.ts';
import type { Numbers } from './numbers.ts';
import type { Reason } from './reasons.ts';

/** Why the recipient of a message does not want it; null when they never said so. */
export type RefusalOf = (delivery: Delivery) => Promise<Reason | null>;

/** What recipients said: STOP on WhatsApp is for every shop, the link in an e-mail for the shop that wrote it. */
export const refusals =
  (numbers: Pick<Numbers, 'isStopped'>, stops: Pick<MailStops, 'isStopped'>): RefusalOf =>
  async ({ channel, tenantId, address }) => {
    if (channel === 'WHATSAPP') return (await numbers.isStopped(address)) ? 'opted-out' : null;
    return channel === 'EMAIL' && (await stops.isStopped(tenantId, address)) ? 'unsubscribed' : null;
  };
