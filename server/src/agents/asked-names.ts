import { untrusted } from '@digiboost/domain/shop';
import { z } from 'zod';

/** What of the protocol an administrator finds on the shop's list, and by which name. */
const NAMED = { 'tools/call': 'name', 'resources/read': 'uri', 'prompts/get': 'name' } as const;

const METHODS = Object.keys(NAMED) as (keyof typeof NAMED)[];
const message = z.object({ method: z.enum(METHODS), params: z.looseObject({}).optional() });

/** What the messages of one request ask for, each by its name; one that names nothing goes by its method. */
export function askedNames(body: unknown): string[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((one) => {
    const parsed = message.safeParse(one);
    if (!parsed.success) return [];
    const { method, params } = parsed.data;
    const name = params?.[NAMED[method]];
    // Whoever asks chose it: it is shown to people, not followed.
    return [untrusted(typeof name === 'string' && name !== '' ? name : method).untrusted];
  });
}

/** Those of `asked` that were not `reached`, each as often as it is left. */
export function notReached(asked: readonly string[], reached: readonly string[]): string[] {
  const left = [...reached];
  return asked.filter((name) => {
    const place = left.indexOf(name);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
