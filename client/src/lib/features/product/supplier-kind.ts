import {
  DEFAULT_LEAD_TIME_DAYS,
  isWithin,
  LIMITS,
  newDocument,
  revise,
  type Supplier,
  supplierId,
} from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { isEmail } from '@digiboost/domain/shared/email';
import { catalogue } from '../../i18n/fr/catalogue.ts';
import { present } from '../../replica/present.ts';
import type { EntityKind } from './catalogue-editor.svelte.ts';

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

const PHONE = /^\+?[\d\s().-]{6,20}$/;

/** How the suppliers are edited: no two of one name or code, a code of our own where none is typed. */
export const SUPPLIER_KIND: EntityKind<Supplier, SupplierFields> = {
  fields: (doc) => ({
    name: doc?.name ?? '',
    code: doc?.code ?? '',
    contact: doc?.contact ?? '',
    phone: doc?.phone ?? '',
    email: doc?.email ?? '',
    leadTimeDays: doc?.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
  }),
  faults: ({ name, code, phone, email, leadTimeDays: days }, others) => {
    const same = (field: 'name' | 'code', text: string): boolean =>
      text.trim() !== '' && others.some((other) => fold(other[field]) === fold(text));
    const wrong: [string, boolean, string][] = [
      ['name', !name.trim(), words.nameFault],
      ['name', same('name', name), words.usedName],
      ['code', same('code', code), words.usedCode],
      ['phone', phone.trim() !== '' && !PHONE.test(phone.trim()), words.phoneFault],
      ['email', email.trim() !== '' && !isEmail(email), words.emailFault],
      ['leadTimeDays', !isWithin(days, LIMITS.supplier.leadTimeDays) || !Number.isInteger(days), words.leadTimeFault],
    ];
    return Object.fromEntries(wrong.filter(([, isWrong]) => isWrong).map(([field, , sentence]) => [field, sentence]));
  },
  create: (fields, key, author) =>
    newDocument<Supplier>(
      {
        ...present(supplierContent(fields, `F-${key.slice(-6).toUpperCase()}`)),
        _id: supplierId(key),
        type: 'supplier',
        isActive: true,
      },
      author,
    ),
  revise: (doc, fields, author) => revise(doc, supplierContent(fields, doc.code), author),
  activate: (doc, isActive, author) => revise(doc, { isActive }, author),
};

function supplierContent(fields: SupplierFields, code: string) {
  return {
    name: fields.name.trim(),
    code: fields.code.trim() || code,
    contact: fields.contact.trim() || undefined,
    phone: fields.phone.trim() || undefined,
    email: fields.email.trim() || undefined,
    leadTimeDays: fields.leadTimeDays ?? DEFAULT_LEAD_TIME_DAYS,
  };
}
