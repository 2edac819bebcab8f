import type { AskView, ViewAnswer } from '@digiboost/design-docs';
import type { Database } from '../couch/client.ts';

/** Asks the views of one shop's database. */
export const askViews =
  (shop: Database): AskView =>
  async <Key, Value>(view: Parameters<AskView>[0], queries: Parameters<AskView>[1]) => {
    const path = `_design/${view.ddoc}/_view/${view.name}/queries`;
    const { results } = await shop.request<{ results: ViewAnswer<Key, Value>[] }>('post', path, { queries });
    return results;
  };
