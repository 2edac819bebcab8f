import type { Message } from '../channel.ts';
import { type Delivery, deliveryKey } from '../delivery.ts';
import { aDelivery } from './bench.ts';
import { listenHere } from './loopback-server.ts';

/** A message that is due now, as the outbox hands it to a channel. */
export function aMessage(changes: Partial<Delivery> = {}, templateOnly = false): Message {
  const delivery = aDelivery(new Date(), changes);
  return { delivery, key: deliveryKey(delivery.id), templateOnly };
}

/** An address of this machine at which nobody listens. */
export async function nobodyListens(): Promise<string> {
  const server = await listenHere((_req, res) => res.end());
  await server.close();
  return server.url;
}
