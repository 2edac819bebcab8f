import type { Day } from '@digiboost/domain/shared/day';

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
  /** Beside the value, in words: a share, a quantity. */
  readonly note?: string;
  readonly href?: string;
}
