import type { Day } from '@digiboost/domain/shared/day';
import type { Fill } from './fills.ts';

/** What a colour says: accent is the figure itself, the others as everywhere in the app. */
export type Tone = 'accent' | 'safe' | 'warn' | 'danger' | 'muted';

/** One figure per day. `null`: nothing is known of that day. A band is a line with what it may lie between. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly kind: 'line' | 'bars' | 'band';
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
  readonly tone?: Tone;
}

/** Something that happened on a day: a count, a delivery, today. */
export interface ChartMark {
  readonly day: Day;
  readonly label: string;
  readonly tone: Tone;
}

/** What a chart over time shows; every array of a series is as long as `days`, which ascend. */
export interface ChartContent {
  readonly days: readonly Day[];
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
}

/** One bar of a list: a name, a figure, and where its detail is. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** The colour of what it compares; without it the figure's own. */
  readonly fill?: Fill;
  /** Beside the value, in words: a share, a quantity. */
  readonly note?: string;
  readonly href?: string;
}

/** One part of a whole: what it is called, how much of it, and its colour; a status has its shape beside it too. */
export interface Part extends Bar {
  readonly fill: Fill;
  readonly tone?: 'danger' | 'warn' | 'safe' | 'neutral';
}

/** One column among others: "9 h". */
export interface Column {
  readonly key: string;
  /** Under it, in little room. */
  readonly tick: string;
  /** In full, where it is read: "De 9 h à 10 h". */
  readonly name: string;
  readonly value: number;
  readonly note?: string;
  readonly href?: string;
  /** Stands out: today, now. */
  readonly isNow?: boolean;
}
