import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { Channel, Outcome } from '../channel.ts';
import { type Delivery, type DeliveryContent, isAnswer } from '../delivery.ts';
import { withLink } from '../message-file.ts';
import type { MetaConfig } from '../notify-config.ts';
import { retryAfterMs } from '../outbox/backoff.ts';
import type { Reason } from '../reasons.ts';
import { withoutAnswer } from './http-failure.ts';
import { type FilledTemplate, shortened, templateOf } from './templates.ts';
import type { WhatsAppParts } from './whatsapp-twilio.ts';

const TIMEOUT_MS = 20_000;
/** Characters that the Cloud API takes in a text, and under a document. */
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
/** Characters above buttons. */
const MAX_ABOVE = 1024;

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

/** What a message without its file waits for: nothing of it has been sent. */
const NOT_YET: Outcome = { kind: 'later', reason: 'no-answer' };

/** A file that was handed to Meta. */
interface MetaDocument {
  readonly id: string;
  readonly filename: string;
}

interface Answer {
  readonly messages?: readonly { readonly id?: string }[];
  readonly error?: { readonly code?: number };
}

/** WhatsApp by Meta's Cloud API. Each message carries our key, which comes back with all news of it. */
export function metaChannel(
  config: MetaConfig,
  { isWindowOpen, fileOf, fileLink, now }: Pick<WhatsAppParts, 'isWindowOpen' | 'fileOf' | 'fileLink' | 'now'>,
): Channel {
  const base = `${config.apiUrl.replace(/\/$/, '')}/${config.phoneNumberId}`;
  const url = `${base}/messages`;
  const authorization = `Bearer ${config.accessToken}`;

  /** The message's file as Meta keeps it for a while, null without one; or what became of the try. */
  async function documentOf(delivery: Delivery): Promise<Result<MetaDocument | null, Outcome>> {
    const file = await fileOf(delivery);
    if (!file.ok || !file.value) return file.ok ? ok(null) : file;
    const { name: filename, mediaType, bytes } = file.value;
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', mediaType);
    form.set('file', new Blob([new Uint8Array(bytes)], { type: mediaType }), filename);
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const headers = { authorization };
      const answer = await fetch(`${base}/media`, { method: 'POST', headers, body: form, redirect: 'error', signal });
      const { id, error } = (await answer.json().catch(() => ({}))) as { id?: string } & Answer;
      if (answer.ok && id !== undefined) return ok({ id, filename });
      const refused = refusalOf(answer.status, error?.code ?? 0, answer.headers.get('retry-after'), now());
      return fail(refused.kind === 'unknown' ? NOT_YET : refused);
    } catch {
      return fail(NOT_YET);
    }
  }

  function contentOf(
    template: FilledTemplate | null,
    document: MetaDocument | null,
    { text, buttons = [] }: Pick<DeliveryContent, 'text' | 'buttons'>,
  ) {
    if (!template) {
      if (document) return { type: 'document', document: { ...document, caption: shortened(text, MAX_CAPTION) } };
      if (buttons.length > 0) return { type: 'interactive', interactive: withButtons(text, buttons) };
      return { type: 'text', text: { preview_url: false, body: shortened(text, MAX_TEXT) } };
    }
    const header = { type: 'header', parameters: [{ type: 'document', document }] };
    const body = { type: 'body', parameters: template.variables.map((text) => ({ type: 'text', text })) };
    const language = { code: config.language };
    const components = document ? [header, body] : [body];
    return { type: 'template', template: { name: template.name, language, components } };
  }

  return {
    kind: 'WHATSAPP',
    provider: 'meta',
    async send({ delivery, key, templateOnly }) {
      const asText = !templateOnly && (isAnswer(delivery) || (await isWindowOpen(delivery.address)));
      // The template that all kinds of messages share has no place for a document.
      const hasPlace = asText || config.templates[delivery.template ?? delivery.alertType] !== undefined;
      const said = hasPlace ? delivery.content : withLink(delivery.content, fileLink(delivery));
      const template = asText ? null : templateOf(config.templates, delivery, said);
      if (!asText && !template) return { kind: 'refused', reason: 'template-missing' };
      const brought = hasPlace ? await documentOf(delivery) : ok(null);
      if (!brought.ok) return brought.error;
      const content = contentOf(template, brought.value, said);
      let answer: Response;
      let body: Answer;
      try {
        answer = await fetch(url, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
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
      return isLate && !templateOnly && !isAnswer(delivery)
        ? this.send({ delivery, key, templateOnly: true })
        : outcome;
    },
  };
}

/** A text above buttons that answer with their own word. */
const withButtons = (text: string, buttons: readonly string[]) => ({
  type: 'button',
  body: { text: shortened(text, MAX_ABOVE) },
  action: { buttons: buttons.map((title) => ({ type: 'reply', reply: { id: title, title } })) },
});

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
