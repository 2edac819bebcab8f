import {
  type Alert,
  type AlertChannel,
  type AlertConditions,
  type AlertType,
  alertId,
  type Category,
  conditionsSchema,
  LIMITS,
  newDocument,
  type Product,
  type ThresholdName,
} from '@digiboost/domain/documents';
import { alertForm as words } from '../../i18n/fr/alert-form.ts';
import type { ShopModel } from '../../model/types.ts';
import { type DocumentForm, type FieldFaults, type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';
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
export function faultsOf(fields: AlertFields): FieldFaults<AlertFields> {
  const { scope, channels, recipients, quiet, quietFrom, quietUntil } = fields;
  const scoped = isScoped(fields.alertType);
  const unreachable = (has: (recipient: string) => boolean, channel: 'WHATSAPP' | 'EMAIL'): boolean =>
    channels.length > 0 && !channels.includes(channel) && recipients.some(has);
  const isOutOfRange = (name: ThresholdName): boolean => {
    const value = typed(name, fields[name]);
    const isWrong = value === undefined || !conditionsSchema.safeParse({ [name]: value }).success;
    return isWrong || (name !== 'rate' && !Number.isInteger(value));
  };
  return faultsAmong<AlertFields>([
    ['name', fields.name.trim().length > LIMITS.alert.name, words.faults.tooLong],
    ['categoryIds', scoped && scope === 'CATEGORIES' && fields.categoryIds.length === 0, words.faults.categories],
    ['productIds', scoped && scope === 'PRODUCTS' && fields.productIds.length === 0, words.faults.products],
    ['productIds', fields.productIds.length > LIMITS.alert.products, words.faults.tooMany],
    ...thresholdsOf(fields).map((name) => [name, isOutOfRange(name), words.faults[name]] as const),
    ['recipients', channels.length > 0 && recipients.length === 0, words.faults.recipients],
    ['recipients', recipients.length > LIMITS.alert.recipients, words.faults.tooManyRecipients],
    ['channels', unreachable(isPhone, 'WHATSAPP'), words.unreachable.WHATSAPP],
    ['channels', unreachable(isEmail, 'EMAIL'), words.unreachable.EMAIL],
    ['digestAt', fields.digest && !fields.digestAt, words.faults.time],
    ['quietFrom', quiet && !quietFrom, words.faults.time],
    ['quietUntil', quiet && !quietUntil, words.faults.time],
    ['quietUntil', quiet && quietFrom === quietUntil, words.faults.sameTimes],
  ]);
}

/** The form of an alert. */
export type AlertForm = DocumentForm<Alert, AlertFields>;

type Model = Pick<ShopModel, 'alerts' | 'categories' | 'product'>;

/** A name that says what is watched, for whoever types none. */
export function suggestedName({ alertType, scope, categoryIds, productIds }: AlertFields, model: Model): string {
  const isNarrow = isScoped(alertType) && scope !== 'ALL';
  const names =
    scope === 'CATEGORIES'
      ? model.categories.filter(({ _id }) => categoryIds.includes(_id)).map(({ name }) => name)
      : productIds.map((id) => model.product(id)?.product.name ?? '');
  const first = names.filter(Boolean).slice(0, 2).join(', ') + (names.length > 2 ? '…' : '');
  return words.suggested(alertType, isNarrow ? first : '');
}

/** The alert's own fields as its form says them. */
export const contentOf = (fields: AlertFields, model: Model, alert: Alert | null) => ({
  name: fields.name.trim() || suggestedName(fields, model).slice(0, LIMITS.alert.name),
  // What is open was opened by the type that the alert has.
  alertType: alert?.alertType ?? fields.alertType,
  conditions: conditionsOf(fields),
  channels: fields.channels,
  recipients: fields.recipients,
});

/** How the alerts are edited. `me`: the first to be told; `start`: what another screen asks a new one to open with. */
export const alertKind = (
  model: Model,
  me: string,
  start: Partial<AlertFields> = {},
): FormKind<Alert, AlertFields> => ({
  fieldsOf: (alert) => (alert ? fieldsOf(alert, me) : { ...newFields(me), ...start }),
  faultsOf,
  together: [
    ['scope', 'categoryIds', 'productIds'],
    ['channels', 'recipients'],
    ['digest', 'digestAt'],
    ['quiet', 'quietFrom', 'quietUntil'],
  ],
  contentOf: (fields, alert) => contentOf(fields, model, alert),
  newest: ({ _id }) => model.alerts.find((alert) => alert._id === _id),
  create(fields, replica) {
    const content = contentOf(fields, model, null);
    const own = { _id: alertId(replica.newKey()), type: 'alert', isActive: true } as const;
    return [newDocument<Alert>({ ...content, conditions: present(content.conditions), ...own }, replica.author())];
  },
});
