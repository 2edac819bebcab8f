import type { AlertConditions, AlertType, ThresholdName } from '../documents/alert.ts';
import type { AlertDetails, Severity } from '../documents/alert-event.ts';
import type { ProductId } from '../documents/product.ts';
import type { Right } from '../documents/role-limits.ts';
import type { Day, Instant } from '../shared/day.ts';
import type { AlertFacts } from './facts.ts';

/** Parts of the facts that are not always looked up. */
export type FactName = 'outlook' | 'sales' | 'sold' | 'devices' | 'debts' | 'closings' | 'lots';

/** That an alert's condition holds for a subject. */
export interface Opening {
  /** `product:<key>`, `lot:<key>-<date>`, `customer:<key>`, `device:<id>`, `till:<method>-<ms>` or `shop`. */
  readonly subject: string;
  readonly productId?: ProductId;
  /** When it began, from the data; null when the product's changes are wanted to tell. */
  readonly opened: Instant | Day | null;
  /**
   * False: near enough to keep an open event open, not to open one, so that a figure that trembles does not alarm
   * twice.
   */
  readonly opens: boolean;
  readonly severity: Severity;
  readonly details: AlertDetails;
}

/** One line of a message: what is said, and its value. */
export type MessageLine = readonly [label: string, value: string];

/**
 * A number among an alert's conditions, as forms and answers speak of it; how far it goes stands in
 * documents/limits.ts.
 */
export interface Threshold {
  /** A whole number of days, of hours or of FCFA; or a rate of 0..1, which is typed in percent. */
  readonly unit: 'day' | 'hour' | 'franc' | 'rate';
  /** What it is when the alert leaves it out, and what the form of a new alert proposes. */
  readonly usual: number;
  /** Left out, it has no effect. */
  readonly isOptional?: true;
  /** Its field in the form. */
  readonly label: string;
  /** How a sentence about it begins, such as `La période`. */
  readonly noun: string;
}

/** From when to when (ms since 1970) time alone, or what changes nothing in the shop, may open or close an event. */
export interface Turning {
  readonly from: number;
  readonly until: number;
}

/** Everything that differs between the types of alerts: one file each. */
export interface AlertKind {
  readonly type: AlertType;
  /** Its name on the screen and in messages. */
  readonly label: string;
  /** When to choose it, in one sentence. */
  readonly hint: string;
  /** Facts without which an alert of these conditions cannot be judged, beside products and stock. */
  needs(conditions: AlertConditions): readonly FactName[];
  /** Each of its own conditions. */
  readonly thresholds: Partial<Record<ThresholdName, Threshold>>;
  /** Whether it is about each of some products, about them together, or about no product. */
  readonly about: 'product' | 'products' | 'none';
  /** What its events tell of that an administrator may keep from a role. */
  readonly tells?: Right;
  /** Where the app helps to mend it. */
  readonly remedy: 'order' | 'sales' | 'phones' | 'notebook' | 'till' | 'expiry' | null;
  /** Where the condition holds. */
  openings(conditions: AlertConditions, facts: AlertFacts): Opening[];
  /** Times at which it is to be judged though nothing changes in the shop, beside what its facts are looked up for. */
  turnings?(conditions: AlertConditions, facts: Pick<AlertFacts, 'devices'>): Turning[];
  /** `quand …`, in French; `subject` is the scope in words, such as `un produit de Céréales`. */
  when(conditions: AlertConditions, subject: string): string;
  /** The event in one sentence. */
  summary(details: AlertDetails): string;
  lines(details: AlertDetails): MessageLine[];
  /** What to do now, in one sentence; null: nothing. */
  advice(details: AlertDetails): string | null;
}
