import { reach } from '@digiboost/domain/alerts';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { UserStore } from '../accounts/user-store.ts';
import type { ProblemCode } from '../http/problem.ts';
import { type Delivery, deliveryKey } from './delivery.ts';
import type { Notify } from './notify.ts';
import type { DeliveryDocument } from './outbox/delivery-document.ts';

/**
 * Sends a failed delivery anew, to where its recipient is reached now: their number may have been added or corrected
 * since. Refused when there is nobody to reach, or when the shop has had its messages of the day.
 */
export async function resendDelivery(
  { delivery }: DeliveryDocument,
  { outbox, deliveries }: Pick<Notify, 'outbox' | 'deliveries'>,
  users: Pick<UserStore, 'document'>,
): Promise<Result<DeliveryDocument, ProblemCode>> {
  const address = await addressOf(delivery, users);
  if (!address.ok) return address;
  const isFirst = delivery.unsent !== undefined;
  if (isFirst && (await outbox.left(delivery.tenantId)) <= 0) return fail('too-many-messages');
  const sent = await deliveries.resend(delivery.tenantId, deliveryKey(delivery.id), address.value);
  return sent ? ok(sent) : fail('not-failed');
}

/** Where the recipient of a delivery is reached now; an answer goes to the number that wrote. */
async function addressOf(
  { tenantId, channel, recipient, address, alertType }: Delivery,
  users: Pick<UserStore, 'document'>,
): Promise<Result<string, ProblemCode>> {
  if (alertType === 'REPLY') return ok(address);
  const isPerson = !/^\+|@/.test(recipient);
  const user = isPerson ? await users.document(recipient) : null;
  if (isPerson && user?.tenantId !== tenantId) return fail('recipient-gone');
  if (user && !user.isActive) return fail('recipient-inactive');
  const people = user ? [{ id: recipient, name: user.name, whatsapp: user.whatsapp ?? null, email: user.email }] : [];
  const reached = reach(recipient, channel, people);
  return reached && 'address' in reached ? ok(reached.address) : fail('recipient-unreachable');
}
