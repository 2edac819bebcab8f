/** The files that a paper can become. */
export type PaperFormat = 'pdf' | 'xlsx';

/** The media types of those files. */
export const MEDIA_TYPES: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
