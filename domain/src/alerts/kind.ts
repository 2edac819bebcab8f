import type { AlertConditions, AlertType } from '../documents/alert.ts';
import type { AlertDetails, Severity } from '../documents/alert-event.ts';
import type { ProductId } from '../documents/product.ts';
import type { Day, Instant } from '../shared/day.ts';
import type { AlertFacts } from './facts.ts';

/** Parts of the facts that are not always looked up. */
export type FactName = 'outlook' | 'sales' | 'sold' | 'devices';

/** That an alert's condition holds for a subject. */
export interface Opening {
  /** `product:<key>`, `device:<id>` or `shop`. */
  readonly subject: string;
  readonly productId?: ProductId;
  /** When it began, from the data; null when the product's changes are wanted to tell. */
  readonly opened: Instant | Day | null;
  /** False: near enough to keep an open event open, not to open one, so that a figure that trembles does not alarm twice. */
  readonly opens: boolean;
  readonly severity: Severity;
  readonly details: AlertDetails;
}

/** One line of a message: what is said, and its value. */
export type MessageLine = readonly [label: string, value: string];

/** Everything that differs between the types of alerts: one file each. */
export interface AlertKind {
  readonly type: AlertType;
  /** Its name on the screen. */
  readonly label: string;
  /** Facts without which it cannot be judged, beside products and stock. */
  readonly needs: readonly FactName[];
  /** What each of its own conditions is when the alert leaves it out; undefined: it has no effect then. */
  readonly defaults: Partial<Record<keyof AlertConditions, number | undefined>>;
  /** Whether products and categories narrow it. */
  readonly scoped: boolean;
  /** Where the condition holds. */
  openings(conditions: AlertConditions, facts: AlertFacts): Opening[];
  /** `quand …`, in French; `subject` is the scope in words, such as `un produit de Céréales`. */
  when(conditions: AlertConditions, subject: string): string;
  /** Title of its message, without marks. */
  title(details: AlertDetails): string;
  /** The event in one sentence. */
  summary(details: AlertDetails): string;
  lines(details: AlertDetails): MessageLine[];
  /** What to do now, in one sentence; null: nothing. */
  advice(details: AlertDetails): string | null;
}
