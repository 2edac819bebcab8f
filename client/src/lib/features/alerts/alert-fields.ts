import type { Alert, AlertChannel, AlertConditions, AlertType, Category, Product } from '@digiboost/domain/documents';
import { conditionsSchema, LIMITS, type ThresholdName } from '@digiboost/domain/documents';
import { alertForm as words } from '../../i18n/fr/alert-form.ts';
import { isEmail, isPhone } from './contact.ts';

export type Scope = 'ALL' | 'CATEGORIES' | 'PRODUCTS';

/** The threshold that each type reads, and what its field opens with. A rate is typed in percent. */
export const THRESHOLDS = {
  RUPTURE: {},
  LOW_STOCK: { coverageDays: 7 },
  SERVICE_RATE_DROP: { rate: 90, windowDays: 7 },
  PREDICTED_RUPTURE: { withinDays: 7 },
  DORMANT: { idleDays: 60 },
  SYNC_SILENCE: { silentHours: 48 },
} as const satisfies Record<AlertType, Partial<Record<ThresholdName, number>>>;

/** Types that products and categories narrow. */
export const isScoped = (type: AlertType): boolean => type !== 'SYNC_SILENCE';

/** An alert as its form holds it: texts as typed, null where a number is empty or cannot be read. */
export interface AlertFields {
  alertType: AlertType;
  name: string;
  scope: Scope;
  categoryIds: Category['_id'][];
  productIds: Product['_id'][];
  /** LOW_STOCK: below each product's minimum, or below so many days of sales. */
  lowBy: 'MINIMUM' | 'COVERAGE';
  coverageDays: number | null;
  rate: number | null;
  windowDays: number | null;
  withinDays: number | null;
  idleDays: number | null;
  silentHours: number | null;
  channels: AlertChannel[];
  recipients: string[];
  /** Hours as text, or 'never'. */
  repeat: string;
  digest: boolean;
  digestAt: string;
  quiet: boolean;
  quietFrom: string;
  quietUntil: string;
}

export type AlertFaults = Partial<Record<keyof AlertFields, string>>;

/** What the form of a new alert opens with: a rupture of anything, told to who makes it once a day. */
export const newFields = (me: string): AlertFields => ({
  alertType: 'RUPTURE',
  name: '',
  scope: 'ALL',
  categoryIds: [],
  productIds: [],
  lowBy: 'MINIMUM',
  ...{ ...THRESHOLDS.LOW_STOCK, ...THRESHOLDS.SERVICE_RATE_DROP, ...THRESHOLDS.PREDICTED_RUPTURE },
  ...{ ...THRESHOLDS.DORMANT, ...THRESHOLDS.SYNC_SILENCE },
  channels: ['WHATSAPP'],
  recipients: [me],
  repeat: '24',
  digest: false,
  digestAt: '08:00',
  quiet: false,
  quietFrom: '21:00',
  quietUntil: '07:00',
});

/** What the form of a held alert opens with. */
export function fieldsOf({ name, alertType, conditions, channels, recipients }: Alert, me: string): AlertFields {
  const otherwise = newFields(me);
  const {
    productIds = [],
    categoryIds = [],
    coverageDays,
    rate,
    quietFrom,
    quietUntil,
    repeatHours,
    digestAt,
  } = conditions;
  return {
    ...otherwise,
    alertType,
    name,
    scope: productIds.length > 0 ? 'PRODUCTS' : categoryIds.length > 0 ? 'CATEGORIES' : 'ALL',
    categoryIds: [...categoryIds],
    productIds: [...productIds],
    lowBy: coverageDays === undefined ? 'MINIMUM' : 'COVERAGE',
    coverageDays: coverageDays ?? otherwise.coverageDays,
    rate: rate === undefined ? otherwise.rate : Math.round(rate * 1000) / 10,
    windowDays: conditions.windowDays ?? otherwise.windowDays,
    withinDays: conditions.withinDays ?? otherwise.withinDays,
    idleDays: conditions.idleDays ?? otherwise.idleDays,
    silentHours: conditions.silentHours ?? otherwise.silentHours,
    channels: [...channels],
    recipients: [...recipients],
    repeat: repeatHours === undefined ? 'never' : String(repeatHours),
    digest: digestAt !== undefined,
    digestAt: digestAt ?? otherwise.digestAt,
    quiet: quietFrom !== undefined && quietUntil !== undefined,
    quietFrom: quietFrom ?? otherwise.quietFrom,
    quietUntil: quietUntil ?? otherwise.quietUntil,
  };
}

/** The thresholds that this alert's type reads, as its form shows them. */
export const thresholdsOf = ({ alertType, lowBy }: AlertFields): ThresholdName[] =>
  alertType === 'LOW_STOCK' && lowBy === 'MINIMUM' ? [] : (Object.keys(THRESHOLDS[alertType]) as ThresholdName[]);

const typed = (name: ThresholdName, value: number | null): number | undefined =>
  value === null ? undefined : name === 'rate' ? value / 100 : value;

/** The conditions that the form says; undefined for what the type does not read or what was left out. */
export function conditionsOf(fields: AlertFields): AlertConditions {
  const { alertType, scope, categoryIds, productIds, quiet, digest, repeat } = fields;
  const narrowed = isScoped(alertType) ? scope : 'ALL';
  const thresholds = new Set(thresholdsOf(fields));
  const threshold = (name: ThresholdName) => (thresholds.has(name) ? typed(name, fields[name]) : undefined);
  return {
    productIds: narrowed === 'PRODUCTS' && productIds.length > 0 ? productIds : undefined,
    // An alert may name both: what the form does not show stays.
    categoryIds:
      (narrowed === 'CATEGORIES' || narrowed === 'PRODUCTS') && categoryIds.length > 0 ? categoryIds : undefined,
    coverageDays: threshold('coverageDays'),
    rate: threshold('rate'),
    windowDays: threshold('windowDays'),
    withinDays: threshold('withinDays'),
    idleDays: threshold('idleDays'),
    silentHours: threshold('silentHours'),
    quietFrom: quiet ? fields.quietFrom : undefined,
    quietUntil: quiet ? fields.quietUntil : undefined,
    repeatHours: repeat === 'never' ? undefined : Number(repeat),
    digestAt: digest ? fields.digestAt : undefined,
  };
}

/** What is wrong with what was typed, in a sentence per field. */
export function faultsOf(fields: AlertFields): AlertFaults {
  const faults: AlertFaults = {};
  const check = (field: keyof AlertFields, wrong: boolean, sentence: string): void => {
    if (wrong) faults[field] ??= sentence;
  };
  const { scope, channels, recipients } = fields;
  const scoped = isScoped(fields.alertType);
  check('name', fields.name.trim().length > LIMITS.alert.name, words.faults.tooLong);
  check('categoryIds', scoped && scope === 'CATEGORIES' && fields.categoryIds.length === 0, words.faults.categories);
  check('productIds', scoped && scope === 'PRODUCTS' && fields.productIds.length === 0, words.faults.products);
  check('productIds', fields.productIds.length > LIMITS.alert.products, words.faults.tooMany);
  for (const name of thresholdsOf(fields)) {
    const value = typed(name, fields[name]);
    const isWrong = value === undefined || !conditionsSchema.safeParse({ [name]: value }).success;
    check(name, isWrong || (name !== 'rate' && !Number.isInteger(value)), words.faults[name]);
  }
  check('recipients', channels.length > 0 && recipients.length === 0, words.faults.recipients);
  check('recipients', recipients.length > LIMITS.alert.recipients, words.faults.tooManyRecipients);
  const unreachable = (has: (recipient: string) => boolean, channel: 'WHATSAPP' | 'EMAIL'): boolean =>
    channels.length > 0 && !channels.includes(channel) && recipients.some(has);
  check('channels', unreachable(isPhone, 'WHATSAPP'), words.unreachable.WHATSAPP);
  check('channels', unreachable(isEmail, 'EMAIL'), words.unreachable.EMAIL);
  check('digestAt', fields.digest && !fields.digestAt, words.faults.time);
  check('quietFrom', fields.quiet && !fields.quietFrom, words.faults.time);
  check('quietUntil', fields.quiet && !fields.quietUntil, words.faults.time);
  check('quietUntil', fields.quiet && fields.quietFrom === fields.quietUntil, words.faults.sameTimes);
  return faults;
}
