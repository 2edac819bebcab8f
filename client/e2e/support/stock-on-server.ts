import { type AskView, onHand, type ViewAnswer } from '@digiboost/design-docs';
import { productId } from '@digiboost/domain/documents';
import type { Installation } from './installation.ts';
import { askServer } from './server-side.ts';

/** A product's stock on hand as the server's views have it, in its unit. */
export async function stockOnServer(installation: Installation, key: string): Promise<number> {
  const ask: AskView = async <Key, Value>(view: Parameters<AskView>[0], queries: Parameters<AskView>[1]) => {
    const path = `/_design/${view.ddoc}/_view/${view.name}/queries`;
    const { results } = await askServer<{ results: ViewAnswer<Key, Value>[] }>(installation, path, { queries });
    return results;
  };
  return ((await onHand(ask)).get(productId(key))?.milli ?? 0) / 1000;
}
