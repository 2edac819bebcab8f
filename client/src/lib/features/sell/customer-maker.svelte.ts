import { type Customer, newDocument } from '@digiboost/domain/documents';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';

/** Makes a customer out of a name that was typed at the till. */
export class CustomerMaker extends DocumentWriter {
  /** The new customer's id once they are durable on this phone; null when they could not be kept. */
  async make(name: string): Promise<Customer['_id'] | null> {
    const stored = await this.store((): [Customer] => {
      const said = { _id: `customer:${this.replica.newKey()}`, type: 'customer', name: name.trim() } as const;
      return [newDocument<Customer>({ ...said, isActive: true }, this.replica.author())];
    });
    return stored?.[0]._id ?? null;
  }
}
