import { createHmac, timingSafeEqual } from 'node:crypto';
// Not the whole library, which takes a second to load.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { MetaConfig, TwilioConfig } from '../notify-config.ts';

/** Whether Twilio signed this request; `urls`: the addresses at which it may have called. */
export const isFromTwilio = (
  { authToken }: Pick<TwilioConfig, 'authToken'>,
  signature: string | undefined,
  urls: readonly string[],
  params: Readonly<Record<string, unknown>>,
): boolean => signature !== undefined && urls.some((url) => validateRequest(authToken, signature, url, { ...params }));

/** Whether Meta signed this body: `sha256=` and the HMAC-SHA256 of its bytes in hexadecimal. */
export function isFromMeta(
  { appSecret }: Pick<MetaConfig, 'appSecret'>,
  signature: string | undefined,
  body: string,
): boolean {
  const expected = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
  const [given, own] = [signature ?? '', expected].map((text) => new TextEncoder().encode(text));
  return given !== undefined && own !== undefined && given.length === own.length && timingSafeEqual(given, own);
}
