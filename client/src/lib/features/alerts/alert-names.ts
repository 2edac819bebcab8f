import type { AlertNames } from '@digiboost/domain/alerts';
import { formatPhone } from '@digiboost/domain/shared/phone';
import { alerts as words } from '../../i18n/fr/alerts.ts';
import type { ShopModel } from '../../model/types.ts';
import { isPerson, isPhone } from './contact.ts';

/** What the alerts' screens call everything that an alert refers to. `personName` knows the people of the shop. */
export const alertNames = (
  model: Pick<ShopModel, 'product' | 'categories'>,
  personName: (id: string) => string | undefined,
): AlertNames => ({
  product: (id) => model.product(id)?.product.name ?? null,
  category: (id) => model.categories.find(({ _id }) => _id === id)?.name ?? null,
  person: (recipient) => recipientName(recipient, personName),
});

/** Somebody as people call them: a name, a number as it is read, an address. */
export function recipientName(recipient: string, personName: (id: string) => string | undefined): string {
  if (isPhone(recipient)) return formatPhone(recipient);
  return isPerson(recipient) ? (personName(recipient) ?? words.somebody) : recipient;
}
