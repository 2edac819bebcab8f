import express, { type Request, type RequestHandler, Router } from 'express';
import { sendProblem } from '../http/problem.ts';
import { isFromTwilio } from '../notify/channels/signatures.ts';
import { TWILIO_CODES } from '../notify/channels/whatsapp-twilio.ts';
import type { Deliveries } from '../notify/notify.ts';
import type { TwilioConfig } from '../notify/notify-config.ts';
import type { ProviderNews } from '../notify/outbox/delivery-machine.ts';
import type { Inbound } from './conversation.ts';

/** Twilio's words for what became of a message; the others say nothing new. */
const STATES: Readonly<Record<string, ProviderNews['state']>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
  undelivered: 'FAILED',
};

/** POST twilio/status and twilio/inbound: only what Twilio has signed. */
export function twilioRoutes(
  config: TwilioConfig,
  deliveries: Pick<Deliveries, 'news'>,
  publicUrl: string | undefined,
  receive: (message: Inbound) => Promise<void>,
): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '50kb' });
  const signed: RequestHandler = (req, res, next) => {
    // Behind a proxy that hides its name, only the configured address is the one that Twilio called.
    const own = `${req.protocol}://${req.headers.host}${req.originalUrl}`;
    const urls = publicUrl === undefined ? [own] : [publicUrl.replace(/\/$/, '') + req.originalUrl, own];
    const signature = req.get('x-twilio-signature');
    if (isFromTwilio(config, signature, urls, bodyOf(req))) return next();
    sendProblem(res, 'forbidden');
  };

  router.post('/status', form, signed, async (req, res) => {
    const { MessageSid: messageId, MessageStatus: status = '', ErrorCode: code } = bodyOf(req);
    const state = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
    const key = String(req.query.delivery ?? '');
    if (state && /^[\da-f]{32}$/.test(key)) {
      const reason = state === 'FAILED' ? (TWILIO_CODES[Number(code)] ?? 'not-delivered') : undefined;
      await deliveries.news(key, {
        state,
        provider: 'twilio',
        ...(messageId === undefined ? {} : { messageId }),
        ...(reason === undefined ? {} : { reason }),
      });
    }
    res.status(204).end();
  });

  router.post('/inbound', form, signed, async (req, res) => {
    const { MessageSid: id, From: from = '', Body: text = '', OriginalRepliedMessageSid: repliedTo } = bodyOf(req);
    const number = /^whatsapp:(\+\d{7,15})$/.exec(from)?.[1];
    if (id !== undefined && number !== undefined) {
      await receive({ provider: 'twilio', id, from: number, text, repliedTo });
    }
    // No TwiML: answers go through the outbox, which never loses one.
    res.type('text/xml').send('<Response></Response>');
  });
  return router;
}

const bodyOf = (req: Request): Readonly<Record<string, string | undefined>> =>
  typeof req.body === 'object' && req.body !== null ? req.body : {};
