import type { ValueKind } from '@digiboost/domain/reports';
import { COLOURS } from '../colours.ts';
import { MAIN, XML } from './xml.ts';

/** How each kind of value is shown. The thousands' mark is the reader's own: a space in French. */
const FORMATS: Readonly<Record<ValueKind, string>> = {
  text: '@',
  day: 'dd/mm/yyyy',
  count: '#,##0',
  money: '#,##0',
  cost: '#,##0.00',
  quantity: '#,##0.###',
  rate: '0.0%',
  decimal: '#,##0.0',
};
const KINDS = Object.keys(FORMATS) as ValueKind[];

/** Where a value stands: in the body, or among the totals. */
type Place = 'body' | 'total';

/** Cell styles that are no value's. */
const FIXED = ['plain', 'title', 'head', 'figureHead', 'label', 'note'] as const;

const FONTS = [
  '<font><sz val="10"/><name val="Calibri"/><family val="2"/></font>',
  `<font><b/><sz val="16"/><color rgb="FF${COLOURS.accentPress}"/><name val="Calibri"/><family val="2"/></font>`,
  '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font>',
  `<font><sz val="10"/><color rgb="FF${COLOURS.inkSoft}"/><name val="Calibri"/><family val="2"/></font>`,
];
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${COLOURS.accent}"/></patternFill></fill>`,
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${COLOURS.accentSoft}"/></patternFill></fill>`,
];

const cell = (font: number, fill: number, format: number, alignment = ''): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyFont="1" applyFill="1" applyNumberFormat="1"${alignment ? ` applyAlignment="1">${alignment}</xf>` : '/>'}`;

const WRAPPED = '<alignment vertical="top" wrapText="1"/>';
const CENTRED = '<alignment vertical="center" wrapText="1"/>';

/** The number of the style of a cell without a value of its own. */
export const fixedStyle = (name: (typeof FIXED)[number]): number => FIXED.indexOf(name);

/** The number of the style of a value. */
export const valueStyle = (kind: ValueKind, place: Place = 'body'): number =>
  FIXED.length + KINDS.indexOf(kind) * 2 + (place === 'total' ? 1 : 0);

/** The styles' part. */
export function stylesPart(): string {
  const formatId = (kind: ValueKind): number => 164 + KINDS.indexOf(kind);
  const xfs = [
    cell(0, 0, 0),
    cell(1, 0, 0),
    cell(2, 2, 0, CENTRED),
    cell(2, 2, 0, CENTRED.replace('<alignment', '<alignment horizontal="right"')),
    cell(4, 0, 0),
    cell(0, 0, 0, WRAPPED),
    ...KINDS.flatMap((kind) => [cell(0, 0, formatId(kind)), cell(3, 3, formatId(kind))]),
  ];
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${KINDS.length}">${KINDS.map(
    (kind) => `<numFmt numFmtId="${formatId(kind)}" formatCode="${FORMATS[kind]}"/>`,
  ).join(
    '',
  )}</numFmts><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="${FILLS.length}">${FILLS.join(
    '',
  )}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join(
    '',
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
