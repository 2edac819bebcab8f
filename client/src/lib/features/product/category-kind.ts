import { type Category, categoryId, newDocument } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { catalogue } from '../../i18n/fr/catalogue.ts';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';

const words = catalogue.categories;

/** A category as its form holds it. */
export interface CategoryFields {
  name: string;
  description: string;
}

const contentOf = ({ name, description }: CategoryFields) => ({
  name: name.trim(),
  description: description.trim() || undefined,
});

/** How the categories are edited: no two of one name. `held`: those of the shop. */
export const categoryKind = (held: () => readonly Category[]): FormKind<Category, CategoryFields> => ({
  fieldsOf: (doc) => ({ name: doc?.name ?? '', description: doc?.description ?? '' }),
  faultsOf: ({ name }, self) =>
    faultsAmong<CategoryFields>([
      ['name', !name.trim(), words.nameFault],
      ['name', held().some((other) => other._id !== self?._id && fold(other.name) === fold(name)), words.usedName],
    ]),
  contentOf,
  newest: ({ _id }) => held().find((doc) => doc._id === _id),
  create(fields, replica) {
    const own = { _id: categoryId(replica.newKey()), type: 'category', isActive: true } as const;
    return [newDocument<Category>({ ...present(contentOf(fields)), ...own }, replica.author())];
  },
});
