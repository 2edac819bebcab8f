import { type Category, categoryId, newDocument, type Product, productId } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import type { StarterProduct } from './starter-catalogue.ts';

/** Makes the products that were ticked, and the categories that they are in. */
export class StarterWriter extends DocumentWriter {
  /** All of them or none; true once durable on this phone. `held`: the categories of the shop. */
  add(products: readonly (StarterProduct & { readonly price: number })[], held: readonly Category[]): Promise<boolean> {
    return this.write(() => {
      const author = this.replica.author();
      const categories = new Map(held.filter(({ isActive }) => isActive).map((one) => [fold(one.name), one]));
      const made: Category[] = [];
      for (const { category: name } of products) {
        if (categories.has(fold(name))) continue;
        const own = { _id: categoryId(this.replica.newKey()), type: 'category', isActive: true } as const;
        const category = newDocument<Category>({ name, ...own }, author);
        categories.set(fold(name), category);
        made.push(category);
      }
      const goods = products.map(({ name, category, unit, price }) => {
        const key = this.replica.newKey();
        const id = categories.get(fold(category))?._id;
        return newDocument<Product>(
          {
            _id: productId(key),
            type: 'product',
            code: `P-${key.slice(-6).toUpperCase()}`,
            name,
            unit,
            ...(id ? { categoryId: id } : {}),
            salePrice: price,
            // Not known before the first reception.
            purchasePrice: 0,
            minStock: 0,
            isActive: true,
          },
          author,
        );
      });
      return [...made, ...goods];
    });
  }
}
