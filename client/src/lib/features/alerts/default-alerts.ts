import { type Alert, type AlertChannel, type AlertType, alertId, newDocument } from '@digiboost/domain/documents';
import type { ShopModel } from '../../model/types.ts';
import type { WritingReplica } from '../../replica/document-writer.svelte.ts';
import { present } from '../../replica/present.ts';
import { contentOf, newFields } from './alert-kind.ts';

interface Wanted {
  readonly channels: AlertChannel[];
  /** Whom they tell. */
  readonly me: string;
  readonly model: Pick<ShopModel, 'alerts' | 'categories' | 'product'>;
  readonly replica: Pick<WritingReplica, 'author' | 'newKey'>;
}

/** An alert of each type as its form opens: a rupture is told at once, the others once a day at 8 o'clock. */
export function defaultAlerts(types: readonly AlertType[], { channels, me, model, replica }: Wanted): Alert[] {
  const author = replica.author();
  return types.map((alertType) => {
    const fields = { ...newFields(me), alertType, channels, digest: alertType !== 'RUPTURE' };
    const content = contentOf(fields, model, null);
    const own = { _id: alertId(replica.newKey()), type: 'alert', isActive: true } as const;
    return newDocument<Alert>({ ...content, conditions: present(content.conditions), ...own }, author);
  });
}
