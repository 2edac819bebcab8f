import {
  type Alert,
  type AlertConditions,
  type AlertId,
  alertId,
  LIMITS,
  newDocument,
  revise,
} from '@digiboost/domain/documents';
import { alertForm as words } from '../../i18n/fr/alert-form.ts';
import type { ShopModel } from '../../model/types.ts';
import { DocumentWriter } from '../../replica/document-writer.svelte.ts';
import { present } from '../../replica/present.ts';
import type { Replica } from '../../replica/types.ts';
import {
  type AlertFaults,
  type AlertFields,
  conditionsOf,
  faultsOf,
  fieldsOf,
  isScoped,
  newFields,
} from './alert-fields.ts';

/** What the form needs from the rest of the app. */
export interface AlertFormDeps {
  readonly replica: Pick<Replica, 'put' | 'author' | 'newKey'>;
  readonly model: Pick<ShopModel, 'alerts' | 'categories' | 'product'>;
  /** Who is signed in: the first to be told. */
  readonly me: string;
}

type Content = Pick<Alert, 'name' | 'alertType' | 'conditions' | 'channels' | 'recipients'>;

/** Creates an alert, or edits one. */
export class AlertForm extends DocumentWriter {
  readonly fields = $state<AlertFields>(newFields(''));
  faults = $state.raw<AlertFaults>({});
  readonly #deps: AlertFormDeps;
  readonly #editing: Alert | null;
  readonly #before: Content | null;
  /** What the products and categories are called, for the suggested name. */
  readonly suggested = $derived.by(() => words.suggested(this.fields.alertType, this.#scopeName()));

  constructor(deps: AlertFormDeps, editing: Alert | null, start: Partial<AlertFields> = {}) {
    super(deps.replica);
    this.#deps = deps;
    this.#editing = editing;
    Object.assign(this.fields, editing ? fieldsOf(editing, deps.me) : { ...newFields(deps.me), ...start });
    this.#before = editing ? this.content : null;
  }

  get isNew(): boolean {
    return this.#editing === null;
  }

  /** The alert as it would be stored: what the sentence under the form is made from. */
  get content(): Content {
    const { name, channels, recipients, alertType: chosen } = $state.snapshot(this.fields);
    // What is open was opened by the type that the alert has.
    const alertType = this.#editing?.alertType ?? chosen;
    const conditions = $state.snapshot(conditionsOf(this.fields)) as AlertConditions;
    return {
      name: name.trim() || this.suggested.slice(0, LIMITS.alert.name),
      alertType,
      conditions,
      channels,
      recipients,
    };
  }

  /** Takes the complaint about a field away once it is changed. */
  touch(...fields: (keyof AlertFields)[]): void {
    if (!fields.some((field) => this.faults[field])) return;
    this.faults = Object.fromEntries(
      Object.entries(this.faults).filter(([name]) => !fields.includes(name as keyof AlertFields)),
    );
  }

  /** The alert's id once it is durable on this phone; null when something stands in the way. */
  async save(): Promise<AlertId | null> {
    if (this.saving) return null;
    this.fault = null;
    this.faults = faultsOf(this.fields);
    if (Object.keys(this.faults).length > 0) return null;
    const stored = await this.store(() => this.#documents());
    return stored && (this.#editing?._id ?? stored[0]?._id ?? null);
  }

  #documents(): [] | [Alert] {
    if (!this.#editing) return [this.#created()];
    const revised = this.#revised(this.#editing);
    return revised ? [revised] : [];
  }

  #scopeName(): string {
    const { alertType, scope, categoryIds, productIds } = this.fields;
    if (!isScoped(alertType) || scope === 'ALL') return '';
    const { categories, product } = this.#deps.model;
    const names =
      scope === 'CATEGORIES'
        ? categories.filter(({ _id }) => categoryIds.includes(_id)).map(({ name }) => name)
        : productIds.map((id) => product.call(this.#deps.model, id)?.product.name ?? '');
    return names.filter(Boolean).slice(0, 2).join(', ') + (names.length > 2 ? '…' : '');
  }

  #created(): Alert {
    const { replica } = this.#deps;
    const content = this.content;
    return newDocument<Alert>(
      {
        ...content,
        conditions: present(content.conditions),
        _id: alertId(replica.newKey()),
        type: 'alert',
        isActive: true,
      },
      replica.author(),
    );
  }

  /** Only what the person changed: a field that another phone edited meanwhile is not written back. */
  #revised(editing: Alert): Alert | null {
    const current = this.#deps.model.alerts.find(({ _id }) => _id === editing._id) ?? editing;
    const after = this.content;
    const before: Content = this.#before ?? editing;
    const { conditions: wanted, ...fields } = after;
    const { conditions: had, ...others } = before;
    const conditions = changed(had, wanted);
    const changes = {
      ...changed(others, fields),
      ...(Object.keys(conditions).length > 0 ? { conditions } : {}),
    };
    const revised = revise(current, changes, this.#deps.replica.author());
    return revised === current ? null : revised;
  }
}

/** The fields of `after` that differ from those of `before`. */
const changed = <T extends object>(before: T, after: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name as keyof T]) !== JSON.stringify(value)),
  ) as Partial<T>;
