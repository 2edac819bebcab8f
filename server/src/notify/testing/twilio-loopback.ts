import { createHash } from 'node:crypto';
import twilio from 'twilio';
import type { TwilioConfig } from '../notify-config.ts';
import { type Behaviour, behave, bodyOf, json, type Script } from './behaviour.ts';
import { type LoopbackServer, listenHere } from './loopback-server.ts';

/** A message that the stand-in has taken. */
export interface TakenMessage {
  readonly sid: string;
  /** Number in E.164. */
  readonly to: string;
  /** What its reader sees: the free text, or the template's variables on lines. */
  readonly body: string;
  readonly contentSid: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly mediaUrl: string | undefined;
  readonly statusCallback: string | undefined;
  readonly at: Date;
}

/** A stand-in for Twilio on this machine. */
export interface TwilioLoopback extends LoopbackServer {
  readonly config: TwilioConfig;
  readonly messages: TakenMessage[];
  /** Requests to send, taken or not. */
  attempts(): number;
  /** What happens to the next requests. */
  script(script: Script): void;
  /** Tells the server what became of a message, as Twilio signs it; answers the HTTP status. */
  status(sid: string, status: string, errorCode?: number): Promise<number>;
  /** Somebody writes to the shop's number. `signed` false: with a wrong signature. */
  inbound(serverUrl: string, from: string, body: string, options?: InboundOptions): Promise<number>;
}

/** How a message comes in. */
export interface InboundOptions {
  readonly sid?: string;
  readonly repliedTo?: string;
  readonly signed?: boolean;
}

const ACCOUNT = 'AC00000000000000000000000000000000';
const TOKEN = 'loopback-auth-token';
const SENDER = '+221338000000';

const sidOf = (n: number): string => `SM${createHash('md5').update(`${process.pid} ${n}`).digest('hex')}`;

/**
 * Starts the stand-in. It checks the credentials, refuses what Twilio refuses (a template sent as text), keeps what it
 * takes and lists it. `autoDeliver`: reports each message as delivered by itself, as in a development server.
 */
export async function startTwilioLoopback(
  options: { readonly port?: number; readonly autoDeliver?: boolean; readonly now?: () => Date } = {},
): Promise<TwilioLoopback> {
  const { autoDeliver = false, now = () => new Date() } = options;
  const messages: TakenMessage[] = [];
  const statuses = new Map<string, string>();
  let attempts = 0;
  let script: Script = () => 'accept';
  const credentials = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;

  const take = (form: URLSearchParams): TakenMessage => {
    const variables = JSON.parse(form.get('ContentVariables') ?? '{}') as Record<string, string>;
    const contentSid = form.get('ContentSid') ?? undefined;
    const message: TakenMessage = {
      sid: sidOf(messages.length + 1),
      to: (form.get('To') ?? '').replace('whatsapp:', ''),
      body: contentSid ? Object.values(variables).join('\n') : (form.get('Body') ?? ''),
      contentSid,
      variables,
      mediaUrl: form.get('MediaUrl') ?? undefined,
      statusCallback: form.get('StatusCallback') ?? undefined,
      at: now(),
    };
    messages.push(message);
    statuses.set(message.sid, 'queued');
    return message;
  };
  const resource = ({ sid, to, body, at }: TakenMessage) => ({
    sid,
    account_sid: ACCOUNT,
    from: `whatsapp:${SENDER}`,
    to: `whatsapp:${to}`,
    body,
    status: statuses.get(sid),
    direction: 'outbound-api',
    date_created: at.toUTCString(),
    num_segments: '1',
    num_media: '0',
  });
  const refusal = (status: number, code: number) => ({ status, code, message: 'Refused by the stand-in' });

  const server = await listenHere(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://twilio');
    if (url.pathname === '/' && req.method === 'GET') return json(res, 200, { messages });
    if (req.headers.authorization !== credentials) return json(res, 401, refusal(401, 20003));
    if (url.pathname !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`) return json(res, 404, refusal(404, 20404));
    if (req.method === 'GET') {
      const to = url.searchParams.get('To')?.replace('whatsapp:', '');
      const listed = messages.filter((message) => to === undefined || message.to === to).reverse();
      return json(res, 200, { messages: listed.map(resource), page: 0, page_size: 50, next_page_uri: null });
    }
    const form = new URLSearchParams(await bodyOf(req));
    attempts += 1;
    const behaviour: Behaviour = script(attempts);
    if (!/^whatsapp:\+\d{7,15}$/.test(form.get('To') ?? '')) return json(res, 400, refusal(400, 21211));
    await behave(
      behaviour,
      res,
      () => {
        const message = take(form);
        if (autoDeliver) setTimeout(() => void deliver(message.sid), 50);
        return { status: 201, body: resource(message) };
      },
      refusal,
    );
  }, options.port);

  async function post(url: string, params: Record<string, string>, signed = true): Promise<number> {
    const signature = twilio.getExpectedTwilioSignature(signed ? TOKEN : 'another token', url, params);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(params).toString(),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  async function status(sid: string, next: string, errorCode?: number): Promise<number> {
    const message = messages.find((one) => one.sid === sid);
    if (!message?.statusCallback) return 0;
    statuses.set(sid, next);
    return post(message.statusCallback, {
      AccountSid: ACCOUNT,
      MessageSid: sid,
      MessageStatus: next,
      To: `whatsapp:${message.to}`,
      From: `whatsapp:${SENDER}`,
      ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
    });
  }

  /** A message that arrives: the stand-in of a development server does not wait to be asked. */
  async function deliver(sid: string): Promise<void> {
    for (const next of ['sent', 'delivered']) await status(sid, next).catch(() => 0);
  }

  let received = 0;
  return {
    ...server,
    config: {
      provider: 'twilio',
      accountSid: ACCOUNT,
      authToken: TOKEN,
      from: SENDER,
      templates: { DEFAULT: 'HXdefault', RUPTURE: 'HXrupture', TEST: 'HXtest' },
      apiUrl: server.url,
    },
    messages,
    attempts: () => attempts,
    script(next) {
      attempts = 0;
      script = next;
    },
    status,
    inbound(serverUrl, from, body, { sid = sidOf(1_000_000 + received++), repliedTo, signed = true } = {}) {
      const params = {
        AccountSid: ACCOUNT,
        MessageSid: sid,
        From: `whatsapp:${from}`,
        To: `whatsapp:${SENDER}`,
        Body: body,
        ...(repliedTo === undefined ? {} : { OriginalRepliedMessageSid: repliedTo }),
      };
      return post(`${serverUrl}/api/v1/webhooks/twilio/inbound`, params, signed);
    },
  };
}
