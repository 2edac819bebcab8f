import type { TableLayout } from './layout.ts';
import { escaped, letters, MAIN, XML } from './xml.ts';

/** The part that makes of a table's cells one of Excel's tables: stripes, and a filter on each column. */
export function tablePart({ table, head, last }: TableLayout, number: number): string {
  const reference = `A${head + 1}:${letters(table.columns.length - 1)}${last + 1}`;
  const columns = table.columns.map(({ label }, index) => `<tableColumn id="${index + 1}" name="${escaped(label)}"/>`);
  return `${XML}<table xmlns="${MAIN}" id="${number}" name="${table.id}" displayName="${table.id}" ref="${reference}" totalsRowShown="0"><autoFilter ref="${reference}"/><tableColumns count="${columns.length}">${columns.join('')}</tableColumns><tableStyleInfo name="TableStyleLight9" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`;
}
