import { ALERT_KINDS, type Threshold } from '@digiboost/domain/alerts';
import {
  ALERT_THRESHOLDS,
  ALERT_TYPES,
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
  type Range,
  type ThresholdName,
} from '@digiboost/domain/documents';
import { alertForm as words } from '../../i18n/fr/alert-form.ts';
import type { ShopModel } from '../../model/types.ts';
import { type DocumentForm, type FieldFaults, type FormKind, faultsAmong } from '../../replica/document-form.svelte.ts';
import { present } from '../../replica/present.ts';
import { isEmail, isPhone } from '../../session/recipients.ts';

export type Scope = 'ALL' | 'CATEGORIES' | 'PRODUCTS';

type Named = readonly [name: ThresholdName, threshold: Threshold];
/** The thresholds that alerts of a type may have. */
const ownThresholds = (type: AlertType): Named[] =>
  Object.entries(ALERT_KINDS[type].thresholds) as [ThresholdName, Threshold][];
const ALL_THRESHOLDS: readonly Named[] = ALERT_TYPES.flatMap(ownThresholds);

/** Types that products and categories narrow. */
export const isScoped = (type: AlertType): boolean => ALERT_KINDS[type].about !== 'none';

/** Each threshold as it is typed; null where a number is empty or cannot be read. */
type TypedThresholds = { [N in ThresholdName]: number | null };

/** An alert as its form holds it: texts as typed, null where a number is empty or cannot be read. */
export interface AlertFields extends TypedThresholds {
  alertType: AlertType;
  name: string;
  scope: Scope;
  categoryIds: Category['_id'][];
  productIds: Product['_id'][];
  /** Whether a threshold that may be left out is asked for: low stock is below each minimum, or by coverage. */
  lowBy: 'MINIMUM' | 'COVERAGE';
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
  ...thresholdsBy(([, { unit, usual }]) => shown(unit, usual)),
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
  const { productIds = [], categoryIds = [], quietFrom, quietUntil, repeatHours, digestAt } = conditions;
  return {
    ...otherwise,
    alertType,
    name,
    scope: productIds.length > 0 ? 'PRODUCTS' : categoryIds.length > 0 ? 'CATEGORIES' : 'ALL',
    categoryIds: [...categoryIds],
    productIds: [...productIds],
    ...thresholdsBy(([name, { unit, usual }]) => shown(unit, conditions[name] ?? usual)),
    lowBy: conditions.coverageDays === undefined ? 'MINIMUM' : 'COVERAGE',
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
export const thresholdsOf = ({ alertType, lowBy }: Pick<AlertFields, 'alertType' | 'lowBy'>): Named[] =>
  ownThresholds(alertType).filter(([, { isOptional }]) => !isOptional || lowBy === 'COVERAGE');

/** A threshold as its field shows it, and as its condition says it: a rate is typed in percent. */
const shown = (unit: Threshold['unit'], value: number): number =>
  unit === 'rate' ? Math.round(value * 1000) / 10 : value;
const said = (unit: Threshold['unit'], value: number | null): number | undefined =>
  value === null ? undefined : unit === 'rate' ? value / 100 : value;

/** Each threshold of any type by its name, as `made`. */
const thresholdsBy = <V>(made: (named: Named) => V) =>
  Object.fromEntries(ALL_THRESHOLDS.map((named) => [named[0], made(named)])) as { [N in ThresholdName]: V };

/** The conditions that the form says; undefined for what the type does not read or what was left out. */
export function conditionsOf(fields: AlertFields): AlertConditions {
  const { alertType, scope, categoryIds, productIds, quiet, digest, repeat } = fields;
  const narrowed = isScoped(alertType) ? scope : 'ALL';
  const asked = new Set(thresholdsOf(fields).map(([name]) => name));
  return {
    productIds: narrowed === 'PRODUCTS' && productIds.length > 0 ? productIds : undefined,
    // An alert may name both: what the form does not show stays.
    categoryIds:
      (narrowed === 'CATEGORIES' || narrowed === 'PRODUCTS') && categoryIds.length > 0 ? categoryIds : undefined,
    ...thresholdsBy(([name, { unit }]) => (asked.has(name) ? said(unit, fields[name]) : undefined)),
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
  const ranges: { readonly [N in ThresholdName]?: Range } = ALERT_THRESHOLDS[fields.alertType];
  const outOfRange = ([name, { unit }]: Named) => {
    const value = said(unit, fields[name]);
    const isWrong = value === undefined || !conditionsSchema.safeParse({ [name]: value }).success;
    const [from, to] = ranges[name] ?? [0, 0];
    const sentence = words.outOfRange(unit, shown(unit, from), shown(unit, to));
    return [name, isWrong || (unit !== 'rate' && !Number.isInteger(value)), sentence] as const;
  };
  return faultsAmong<AlertFields>([
    ['name', fields.name.trim().length > LIMITS.alert.name, words.faults.tooLong],
    ['categoryIds', scoped && scope === 'CATEGORIES' && fields.categoryIds.length === 0, words.faults.categories],
    ['productIds', scoped && scope === 'PRODUCTS' && fields.productIds.length === 0, words.faults.products],
    ['productIds', fields.productIds.length > LIMITS.alert.products, words.faults.tooMany],
    ...thresholdsOf(fields).map(outOfRange),
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
  return words.suggested(ALERT_KINDS[alertType].label, isNarrow ? first : '');
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
