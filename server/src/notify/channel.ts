import type { Delivery, DeliveryChannel } from './delivery.ts';
import type { Reason } from './reasons.ts';

/** One try of a delivery, as a channel sees it. */
export interface Message {
  readonly delivery: Delivery;
  /** The delivery's short name (`deliveryKey`), the same at every try. */
  readonly key: string;
  /** Whether the provider has already refused it as free text. */
  readonly templateOnly: boolean;
}

/** What became of a try. */
export type Outcome =
  /** The provider took it. `asText`: outside of any template, which it may still refuse later. */
  | { readonly kind: 'sent'; readonly messageId?: string; readonly asText?: boolean; readonly reason?: Reason }
  /** The provider will never take it. */
  | { readonly kind: 'refused'; readonly reason: Reason }
  /** The provider certainly did not take it, and may later. */
  | { readonly kind: 'later'; readonly reason: Reason; readonly retryAfterMs?: number }
  /** Nobody knows whether the provider took it: the answer was lost. */
  | { readonly kind: 'unknown'; readonly reason: Reason };

/** Whether the provider took a try whose answer was lost. `unreachable`: it cannot be asked now. */
export type Finding =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable' };

/** A way to send messages of one kind. Expected failures are outcomes; a rejection counts as `unknown`. */
export interface Channel {
  readonly kind: DeliveryChannel;
  readonly provider: 'twilio' | 'meta' | 'smtp' | 'webpush' | 'local' | 'none';
  /** A second sending of the same message replaces the first one at the recipient's: repeating it does no harm. */
  readonly repeatable?: boolean;
  send(message: Message): Promise<Outcome>;
  /** Looks for a try made at `attemptedAt`, by the provider's own means. */
  find?(message: Message, attemptedAt: Date): Promise<Finding>;
}
