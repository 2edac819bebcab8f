/** How labels lie on what they are printed on: mm. */
export interface LabelLayout {
  readonly page: readonly [width: number, height: number];
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** The sheets and rolls that shops sell. */
export const LABEL_FORMATS = {
  A4_24: { page: [210, 297], columns: 3, rows: 8, width: 70, height: 37, left: 0, top: 0.5 },
  A4_40: { page: [210, 297], columns: 4, rows: 10, width: 52.5, height: 29.7, left: 0, top: 0 },
  A4_65: { page: [210, 297], columns: 5, rows: 13, width: 38.1, height: 21.2, left: 9.75, top: 10.7 },
  ROLL_58: { page: [58, 40], columns: 1, rows: 1, width: 58, height: 40, left: 0, top: 0 },
} as const satisfies Record<string, LabelLayout>;
export type LabelFormat = keyof typeof LABEL_FORMATS;

/** How many labels fit on one page. */
export const labelsAPage = (format: LabelFormat): number => LABEL_FORMATS[format].columns * LABEL_FORMATS[format].rows;
