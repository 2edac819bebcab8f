import express, { Router } from 'express';
import { z } from 'zod';
import { sendProblem } from '../http/problem.ts';
import { isFromMeta } from '../notify/channels/signatures.ts';
import { META_CODES } from '../notify/channels/whatsapp-meta.ts';
import type { Deliveries } from '../notify/notify.ts';
import type { MetaConfig } from '../notify/notify-config.ts';
import type { ProviderNews } from '../notify/outbox/delivery-machine.ts';
import type { Inbound } from './conversation.ts';

const STATES: Readonly<Record<string, ProviderNews['state']>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
};

const status = z.object({
  id: z.string(),
  status: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
});
const message = z.object({
  id: z.string(),
  from: z.string().regex(/^\d{7,15}$/),
  text: z.object({ body: z.string() }).optional(),
  /** Of a template. */
  button: z.object({ text: z.string() }).optional(),
  /** Of an answer. */
  interactive: z.object({ button_reply: z.object({ title: z.string() }).optional() }).optional(),
  context: z.object({ id: z.string().optional() }).optional(),
});
/** What of Meta's notification we read; whatever else it holds is left alone. */
const notification = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({ statuses: z.array(z.unknown()).optional(), messages: z.array(z.unknown()).optional() }),
        }),
      ),
    }),
  ),
});

const known = <T>(schema: z.ZodType<T>, items: readonly unknown[] = []): T[] =>
  items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

/** GET meta: Meta makes sure that the address is ours. POST meta: what became of messages, and what people write. */
export function metaRoutes(
  config: MetaConfig,
  deliveries: Pick<Deliveries, 'news'>,
  receive: (message: Inbound) => Promise<void>,
): Router {
  const router = Router();

  router.get('/', (req, res) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = req.query;
    const isOurs = mode === 'subscribe' && token === config.verifyToken && /^[\w-]{1,100}$/.test(String(challenge));
    if (!isOurs) return sendProblem(res, 'forbidden');
    res.type('text/plain').send(String(challenge));
  });

  router.post('/', express.text({ type: () => true, limit: '1mb' }), async (req, res) => {
    const body = typeof req.body === 'string' ? req.body : '';
    if (!isFromMeta(config, req.get('x-hub-signature-256'), body)) return sendProblem(res, 'forbidden');
    const parsed = notification.safeParse(jsonOf(body));
    const values = parsed.success ? parsed.data.entry.flatMap(({ changes }) => changes.map(({ value }) => value)) : [];
    for (const { statuses, messages } of values) {
      for (const { id, status: word, biz_opaque_callback_data: key = '', errors } of known(status, statuses)) {
        const state = Object.hasOwn(STATES, word) ? STATES[word] : undefined;
        if (!state || !/^[\da-f]{32}$/.test(key)) continue;
        const reason = META_CODES[errors?.[0]?.code ?? 0] ?? 'not-delivered';
        const news = { state, messageId: id, provider: 'meta' } as const;
        await deliveries.news(key, state === 'FAILED' ? { ...news, reason } : news);
      }
      for (const { id, from, text, button, interactive, context } of known(message, messages)) {
        const words = text?.body ?? button?.text ?? interactive?.button_reply?.title ?? '';
        await receive({ provider: 'meta', id, from: `+${from}`, text: words, repliedTo: context?.id });
      }
    }
    res.status(200).end();
  });
  return router;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
