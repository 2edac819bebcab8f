import { type Day, dayNumber } from '@digiboost/domain/shared/day';

/** Text as it may stand in XML: escaped, and without what XML 1.0 cannot hold (control characters, half characters). */
export const escaped = (text: string): string =>
  text
    .replaceAll(/(?![\t\n])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A part's relationships file. `links`: the last part of their type, and where they lead; they are rId1, rId2 … */
export const relationships = (links: readonly (readonly [type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${type.includes('/') ? type : `${RELATIONSHIPS}/${type}`}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/** The letters of a column; 0 is A. */
export const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

/** Days from Excel's day 0 to 1970-01-01. */
const EXCEL_EPOCH = 25_569;

/** A day as Excel numbers it. */
export const excelDay = (day: Day): number => dayNumber(day) + EXCEL_EPOCH;
