import { type Customer, newDocument } from '@digiboost/domain/documents';
import { keptPhone, parsePhone } from '@digiboost/domain/shared/phone';
import { customerLike } from '@digiboost/domain/shop/people';
import { notebook as words } from '../../i18n/fr/notebook.ts';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';

/** A customer as the form holds them. */
export interface CustomerFields {
  name: string;
  phone: string;
  note: string;
  creditLimit: number | null;
}

const contentOf = (fields: CustomerFields) => ({
  name: fields.name.trim(),
  phone: keptPhone(fields.phone) || undefined,
  note: fields.note.trim() || undefined,
  creditLimit: fields.creditLimit ?? undefined,
});

/**
 * How customers are edited. Two of one name or number are asked about once: whoever saves the same fields again means
 * another person. `account`: the id of an account that has no document yet.
 */
export function customerKind(
  held: () => readonly Customer[],
  account?: Customer['_id'],
): FormKind<Customer, CustomerFields> {
  let asked = '';
  return {
    fieldsOf: (doc) => ({
      name: doc?.name ?? '',
      phone: doc?.phone ?? '',
      note: doc?.note ?? '',
      creditLimit: doc?.creditLimit ?? null,
    }),
    faultsOf(fields, self) {
      const { name, phone } = fields;
      const like = customerLike(
        held().filter(({ _id }) => _id !== self?._id),
        { name, phone },
      );
      const question = like ? `${like._id} ${name.trim()} ${phone.trim()}` : '';
      const isNew = question !== '' && question !== asked;
      asked = question;
      return faultsAmong<CustomerFields>([
        ['name', !name.trim(), words.nameFault],
        ['name', isNew, words.usedName],
        ['phone', phone.trim() !== '' && !parsePhone(phone).ok, words.phoneFault],
      ]);
    },
    contentOf,
    newest: ({ _id }) => held().find((doc) => doc._id === _id),
    create(fields, replica) {
      const own = { _id: account ?? `customer:${replica.newKey()}`, type: 'customer', isActive: true } as const;
      return [newDocument<Customer>({ ...present(contentOf(fields)), ...own }, replica.author())];
    },
  };
}
