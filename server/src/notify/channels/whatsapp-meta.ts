import type { Channel, Outcome } from '../channel.ts';
import type { MetaConfig } from '../notify-config.ts';
import { retryAfterMs } from '../outbox/backoff.ts';
import type { Reason } from '../reasons.ts';
import { withoutAnswer } from './http-failure.ts';
import { shortened, templateOf } from './templates.ts';
import type { WhatsAppParts } from './whatsapp-twilio.ts';

const TIMEOUT_MS = 20_000;
/** Characters that the Cloud API takes. */
const MAX_TEXT = 4096;

/** The Cloud API's codes that say why a message cannot be (Meta for Developers, "Cloud API error codes"). */
export const META_CODES: Readonly<Record<number, Reason>> = {
  131021: 'address-refused',
  131026: 'address-refused',
  131030: 'address-refused',
  131047: 'window-closed',
  131050: 'opted-out',
  132000: 'template-refused',
  132001: 'template-refused',
  132005: 'template-refused',
  132007: 'template-refused',
  132012: 'template-refused',
  132015: 'template-refused',
  132016: 'template-refused',
};
const RATE_LIMITS = new Set([4, 80_007, 130_429, 131_048, 131_056]);
const TEMPORARY = new Set([1, 2, 131_000, 131_016, 131_057, 133_004]);

interface Answer {
  readonly messages?: readonly { readonly id?: string }[];
  readonly error?: { readonly code?: number };
}

/** WhatsApp by Meta's Cloud API. Each message carries our key, which comes back with all news of it. */
export function metaChannel(
  config: MetaConfig,
  { isWindowOpen, now }: Pick<WhatsAppParts, 'isWindowOpen' | 'now'>,
): Channel {
  const url = `${config.apiUrl.replace(/\/$/, '')}/${config.phoneNumberId}/messages`;

  return {
    kind: 'WHATSAPP',
    provider: 'meta',
    async send({ delivery, key, templateOnly }) {
      const asText = !templateOnly && (delivery.alertType === 'REPLY' || (await isWindowOpen(delivery.address)));
      const template = asText ? null : templateOf(config.templates, delivery.alertType, delivery.content);
      if (!asText && !template) return { kind: 'refused', reason: 'template-missing' };
      const content = template
        ? {
            type: 'template',
            template: {
              name: template.name,
              language: { code: config.language },
              components: [{ type: 'body', parameters: template.variables.map((text) => ({ type: 'text', text })) }],
            },
          }
        : { type: 'text', text: { preview_url: false, body: shortened(delivery.content.text, MAX_TEXT) } };
      let answer: Response;
      let body: Answer;
      try {
        answer = await fetch(url, {
          method: 'POST',
          headers: { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            messaging_product: 'whatsapp',
            recipient_type: 'individual',
            to: delivery.address,
            biz_opaque_callback_data: key,
            ...content,
          }),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        body = (await answer.json().catch(() => ({}))) as Answer;
      } catch (error) {
        return withoutAnswer(error);
      }
      const messageId = body.messages?.[0]?.id;
      if (answer.ok) return { kind: 'sent', asText, ...(messageId === undefined ? {} : { messageId }) };
      const outcome = refusalOf(answer.status, body.error?.code ?? 0, answer.headers.get('retry-after'), now());
      const isLate = outcome.kind === 'refused' && outcome.reason === 'window-closed';
      // The window closed between our look and Meta's: the next try takes the template.
      return isLate && !templateOnly && delivery.alertType !== 'REPLY'
        ? this.send({ delivery, key, templateOnly: true })
        : outcome;
    },
  };
}

function refusalOf(status: number, code: number, retryAfter: string | null, now: Date): Outcome {
  if (status === 429 || RATE_LIMITS.has(code)) {
    return { kind: 'later', reason: 'rate-limited', retryAfterMs: retryAfterMs(retryAfter, now) };
  }
  if (META_CODES[code] !== undefined) return { kind: 'refused', reason: META_CODES[code] };
  if (status === 401 || status === 403 || code === 190) return { kind: 'later', reason: 'credentials-refused' };
  if (TEMPORARY.has(code)) return { kind: 'later', reason: 'provider-down' };
  // Without a code of the API's own, a gateway answered, which says nothing of what stands behind it.
  if (status >= 500) return { kind: 'unknown', reason: 'provider-down' };
  return { kind: 'refused', reason: 'refused' };
}
