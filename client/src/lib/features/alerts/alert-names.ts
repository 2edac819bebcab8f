import type { AlertNames } from '@digiboost/domain/alerts';
import type { ShopModel } from '../../model/types.ts';
import { recipientName } from '../../session/recipients.ts';

/** What the alerts' screens call everything that an alert refers to. `personName` knows the people of the shop. */
export const alertNames = (
  model: Pick<ShopModel, 'product' | 'categories'>,
  personName: (id: string) => string | undefined,
): AlertNames => ({
  product: (id) => model.product(id)?.product.name ?? null,
  category: (id) => model.categories.find(({ _id }) => _id === id)?.name ?? null,
  person: (recipient) => recipientName(recipient, personName),
});
