import type { Logger } from 'pino';
import type { Channel } from '../channel.ts';
import type { DeliveryChannel } from '../delivery.ts';

/** Stands for a provider that the demo does not have: the messages stay in the outbox, where the shop sees them. */
export const localChannel = (kind: DeliveryChannel, log: Logger): Channel => ({
  kind,
  provider: 'local',
  async send({ delivery: { tenantId, alertType, channel }, key }) {
    log.info({ delivery: key, tenantId, alertType, channel }, 'a message is kept in the local outbox');
    return { kind: 'sent', reason: 'local' };
  },
});

/** Stands for a provider that this deployment does not have: every message fails, and says so. */
export const missingChannel = (kind: DeliveryChannel): Channel => ({
  kind,
  provider: 'none',
  async send() {
    return { kind: 'refused', reason: 'not-configured' };
  },
});
