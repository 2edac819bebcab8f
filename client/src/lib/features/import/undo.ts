import { type Product, revise, type Sale, type ShopDocument, voidOf } from '@digiboost/domain/documents';
import type { Replica } from '../../replica/types.ts';
import type { ImportJob } from './journal.ts';

/**
 * The documents that take an import back: its sales are voided and the products it created are archived. Counts and
 * corrected products stay: they say what somebody saw.
 */
export async function undoDocuments(
  replica: Pick<Replica, 'get' | 'author'>,
  job: ImportJob,
): Promise<{ docs: ShopDocument[]; missing: number }> {
  const author = replica.author();
  const docs: ShopDocument[] = [];
  let missing = 0;
  for (const id of job.sales) {
    const sale = await replica.get<Sale>(id as Sale['_id']);
    if (!sale) {
      missing++;
      continue;
    }
    docs.push(voidOf(sale, author, 'Import annulé'));
  }
  for (const id of job.created) {
    const product = await replica.get<Product>(id as Product['_id']);
    const archived = product && revise<Product>(product, { isActive: false }, author);
    if (archived && archived !== product) docs.push(archived);
  }
  return { docs, missing };
}
