import { type Category, categoryId, newDocument, revise } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { catalogue } from '../../i18n/fr/catalogue.ts';
import { present } from '../../replica/present.ts';
import type { EntityKind } from './catalogue-editor.svelte.ts';

const words = catalogue.categories;

/** A category as its form holds it. */
export interface CategoryFields {
  name: string;
  description: string;
}

/** How the categories are edited: no two of one name. */
export const CATEGORY_KIND: EntityKind<Category, CategoryFields> = {
  fields: (doc) => ({ name: doc?.name ?? '', description: doc?.description ?? '' }),
  faults: ({ name }, others) => {
    if (!name.trim()) return { name: words.nameFault };
    return others.some((other) => fold(other.name) === fold(name)) ? { name: words.usedName } : {};
  },
  create: (fields, key, author) =>
    newDocument<Category>(
      { ...present(categoryContent(fields)), _id: categoryId(key), type: 'category', isActive: true },
      author,
    ),
  revise: (doc, fields, author) => revise(doc, categoryContent(fields), author),
  activate: (doc, isActive, author) => revise(doc, { isActive }, author),
};

function categoryContent({ name, description }: CategoryFields) {
  return { name: name.trim(), description: description.trim() || undefined };
}
