import twilio, { type Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import type { TwilioConfig } from '../notify-config.ts';
import { ApiRefusal } from './http-failure.ts';

const TIMEOUT_MS = 20_000;

/** Twilio's own client for an account, at another address than its own when the configuration names one. */
export const twilioClient = ({ accountSid, authToken, apiUrl }: TwilioConfig): Twilio =>
  twilio(accountSid, authToken, { httpClient: new Client(apiUrl) });

/** Calls another address than Twilio's own, and keeps the headers of refusals. */
class Client extends RequestClient {
  private readonly apiUrl: string | undefined;
  constructor(apiUrl: string | undefined) {
    super({ timeout: TIMEOUT_MS });
    this.apiUrl = apiUrl;
  }
  override async request<T>(options: RequestClient.RequestOptions<T>) {
    const { pathname, search } = new URL(options.uri);
    const uri = this.apiUrl === undefined ? options.uri : this.apiUrl.replace(/\/$/, '') + pathname + search;
    const answer = await super.request<T>({ ...options, uri });
    if (answer.statusCode < 400) return answer;
    const body: unknown = typeof answer.body === 'string' ? safeJson(answer.body) : answer.body;
    const { code } = (body ?? {}) as { code?: number };
    const { 'retry-after': retryAfter } = (answer.headers ?? {}) as { 'retry-after'?: string };
    throw new ApiRefusal(answer.statusCode, code ?? 0, retryAfter);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
