import { createHmac } from 'node:crypto';
import type { MetaConfig } from '../notify-config.ts';
import { behave, bodyOf, json, type Script } from './behaviour.ts';
import { type LoopbackServer, listenHere } from './loopback-server.ts';

/** A message that the stand-in has taken. */
export interface TakenMetaMessage {
  readonly id: string;
  readonly to: string;
  readonly type: string;
  readonly body: string;
  readonly template: string | undefined;
  /** The file that came with it, by its name. */
  readonly document: string | undefined;
  /** What its reader may press. */
  readonly buttons: readonly string[];
  readonly reference: string;
}

/** A stand-in for Meta's Cloud API on this machine. */
export interface MetaLoopback extends LoopbackServer {
  readonly config: MetaConfig;
  readonly messages: TakenMetaMessage[];
  script(script: Script): void;
  /** Tells the server at `serverUrl` what became of a message; answers the HTTP status. */
  status(serverUrl: string, id: string, status: string, errorCode?: number): Promise<number>;
  inbound(serverUrl: string, from: string, body: string, options?: { id?: string; signed?: boolean }): Promise<number>;
  /** Somebody presses a button below a message. */
  press(serverUrl: string, from: string, title: string): Promise<number>;
}

interface SentDocument {
  readonly id: string;
  readonly filename: string;
}

interface SentBody {
  readonly to: string;
  readonly type: string;
  readonly biz_opaque_callback_data: string;
  readonly text?: { readonly body: string };
  readonly document?: SentDocument & { readonly caption: string };
  readonly interactive?: {
    readonly body: { readonly text: string };
    readonly action: {
      readonly buttons: readonly { readonly reply: { readonly id: string; readonly title: string } }[];
    };
  };
  readonly template?: {
    readonly name: string;
    readonly components: readonly {
      readonly parameters: readonly { readonly text?: string; readonly document?: SentDocument }[];
    }[];
  };
}

/** What Meta takes: one to three buttons with words of their own, of 20 characters, below a text of 1,024. */
function isTaken({ body, action: { buttons } }: NonNullable<SentBody['interactive']>): boolean {
  const titles = buttons.map(({ reply }) => reply.title);
  const areShort = titles.every((title) => title.length > 0 && title.length <= 20);
  const areTheirOwn = new Set(titles).size === titles.length;
  return titles.length > 0 && titles.length <= 3 && areShort && areTheirOwn && body.text.length <= 1024;
}

const PHONE_NUMBER_ID = '100000000000001';
const TOKEN = 'loopback-access-token';
const SECRET = 'loopback-app-secret';

/** Starts the stand-in: it checks the token, keeps what it takes, and signs what it tells. */
export async function startMetaLoopback(): Promise<MetaLoopback> {
  const messages: TakenMetaMessage[] = [];
  const files: string[] = [];
  let attempts = 0;
  let script: Script = () => 'accept';
  const refusal = (_status: number, code: number) => ({ error: { code, message: 'Refused by the stand-in' } });

  const server = await listenHere(async (req, res) => {
    if (req.headers.authorization !== `Bearer ${TOKEN}`) return json(res, 401, refusal(401, 190));
    if (req.url === `/${PHONE_NUMBER_ID}/media`) {
      const form = await bodyOf(req);
      if (!/name="messaging_product"\r\n\r\nwhatsapp\r\n/.test(form)) return json(res, 400, refusal(400, 100));
      files.push(form);
      return json(res, 200, { id: `media.${files.length}` });
    }
    if (req.url !== `/${PHONE_NUMBER_ID}/messages`) return json(res, 404, refusal(404, 100));
    const sent = JSON.parse(await bodyOf(req)) as SentBody;
    attempts += 1;
    if (sent.interactive && !isTaken(sent.interactive)) return json(res, 400, refusal(400, 131_009));
    await behave(
      script(attempts),
      res,
      () => {
        const id = `wamid.${messages.length + 1}`;
        const parameters = sent.template?.components.flatMap((component) => component.parameters) ?? [];
        messages.push({
          id,
          to: sent.to,
          type: sent.type,
          body:
            sent.text?.body ??
            sent.interactive?.body.text ??
            sent.document?.caption ??
            parameters.flatMap(({ text }) => text ?? []).join('\n'),
          document: (sent.document ?? parameters.find(({ document }) => document)?.document)?.filename,
          template: sent.template?.name,
          buttons: sent.interactive?.action.buttons.map(({ reply }) => reply.title) ?? [],
          reference: sent.biz_opaque_callback_data,
        });
        return { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id }] } };
      },
      refusal,
    );
  });

  async function post(serverUrl: string, value: unknown, signed = true): Promise<number> {
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] });
    const signature = createHmac('sha256', signed ? SECRET : 'another')
      .update(body)
      .digest('hex');
    const answer = await fetch(`${serverUrl}/api/v1/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  let received = 0;
  return {
    ...server,
    config: {
      provider: 'meta',
      phoneNumberId: PHONE_NUMBER_ID,
      accessToken: TOKEN,
      appSecret: SECRET,
      verifyToken: 'loopback-verify-token',
      templates: { DEFAULT: 'alerte', RUPTURE: 'rupture_stock' },
      language: 'fr',
      apiUrl: server.url,
    },
    messages,
    script(next) {
      attempts = 0;
      script = next;
    },
    status(serverUrl, id, status, errorCode) {
      const message = messages.find((one) => one.id === id);
      return post(serverUrl, {
        statuses: [
          {
            id,
            status,
            recipient_id: message?.to.slice(1),
            biz_opaque_callback_data: message?.reference,
            ...(errorCode === undefined ? {} : { errors: [{ code: errorCode }] }),
          },
        ],
      });
    },
    inbound(serverUrl, from, body, { id = `wamid.in${received++}`, signed = true } = {}) {
      const message = { id, from: from.slice(1), type: 'text', text: { body }, timestamp: '1772438400' };
      return post(serverUrl, { messages: [message] }, signed);
    },
    press(serverUrl, from, title) {
      const interactive = { type: 'button_reply', button_reply: { id: title, title } };
      const id = `wamid.in${received++}`;
      return post(serverUrl, { messages: [{ id, from: from.slice(1), type: 'interactive', interactive }] });
    },
  };
}
