import {
  DEFAULT_LEAD_TIME_DAYS,
  isWithin,
  LIMITS,
  newDocument,
  type Supplier,
  supplierId,
} from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { isEmail } from '@digiboost/domain/shared/email';
import { keptPhone, parsePhone } from '@digiboost/domain/shared/phone';
import { catalogue } from '../../i18n/fr/catalogue.ts';
import { type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';

const words = catalogue.suppliers;

/** A supplier as its form holds it. */
export interface SupplierFields {
  name: string;
  code: string;
  contact: string;
  phone: string;
  email: string;
  leadTimeDays: number | null;
}

const contentOf = (fields: SupplierFields, doc: Supplier | null) => ({
  name: fields.name.trim(),
  code: fields.code.trim() || (doc?.code ?? ''),
  contact: fields.contact.trim() || undefined,
  phone: keptPhone(fields.phone) || undefined,
  email: fields.email.trim() || undefined,
  leadTimeDays: fields.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
});

/** How the suppliers are edited: no two of one name or code, a code of our own where none is typed. */
export const supplierKind = (held: () => readonly Supplier[]): FormKind<Supplier, SupplierFields> => ({
  fieldsOf: (doc) => ({
    name: doc?.name ?? '',
    code: doc?.code ?? '',
    contact: doc?.contact ?? '',
    phone: doc?.phone ?? '',
    email: doc?.email ?? '',
    leadTimeDays: doc?.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
  }),
  faultsOf({ name, code, phone, email, leadTimeDays: days }, self) {
    const others = held().filter(({ _id }) => _id !== self?._id);
    const isUsed = (field: 'name' | 'code', text: string): boolean =>
      text.trim() !== '' && others.some((other) => fold(other[field]) === fold(text));
    return faultsAmong<SupplierFields>([
      ['name', !name.trim(), words.nameFault],
      ['name', isUsed('name', name), words.usedName],
      ['code', isUsed('code', code), words.usedCode],
      ['phone', phone.trim() !== (self?.phone ?? '') && !parsePhone(phone).ok && phone.trim() !== '', words.phoneFault],
      ['email', email.trim() !== '' && !isEmail(email), words.emailFault],
      ['leadTimeDays', !isWithin(days, LIMITS.supplier.leadTimeDays) || !Number.isInteger(days), words.leadTimeFault],
    ]);
  },
  contentOf,
  newest: ({ _id }) => held().find((doc) => doc._id === _id),
  create(fields, replica) {
    const key = replica.newKey();
    const code = fields.code.trim() || `F-${key.slice(-6).toUpperCase()}`;
    const own = { _id: supplierId(key), type: 'supplier', isActive: true } as const;
    return [newDocument<Supplier>({ ...present(contentOf({ ...fields, code }, null)), ...own }, replica.author())];
  },
});
