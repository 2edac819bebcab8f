import { type Chart, type Value, type ValueKind, written } from '@digiboost/domain/reports';
import { COLOURS } from '../colours.ts';
import { columnOf, rangeOf, type SheetLayout, type TableLayout } from './layout.ts';
import { escaped, excelDay, letters, RELATIONSHIPS, XML } from './xml.ts';

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

/** The values that a chart draws, as it keeps them beside the cells that hold them. */
function cached(layout: TableLayout, id: string, rows: number | undefined): readonly Value[] {
  const at = columnOf(layout, id);
  return layout.table.rows.slice(0, rows).map((row) => row[at] ?? null);
}

const kindOf = (layout: TableLayout, id: string): ValueKind =>
  layout.table.columns[columnOf(layout, id)]?.kind ?? 'text';

function names(layout: TableLayout, { names: id, rows }: Chart): string {
  const kind = kindOf(layout, id);
  const values = cached(layout, id, rows);
  const reference = escaped(rangeOf(layout, id, rows));
  const points = (texts: readonly (string | number)[]): string =>
    `<c:ptCount val="${texts.length}"/>${texts.map((text, index) => `<c:pt idx="${index}"><c:v>${text}</c:v></c:pt>`).join('')}`;
  if (kind === 'day') {
    const days = points(values.map((day) => excelDay(String(day))));
    return `<c:cat><c:numRef><c:f>${reference}</c:f><c:numCache><c:formatCode>dd/mm</c:formatCode>${days}</c:numCache></c:numRef></c:cat>`;
  }
  const texts = points(values.map((value) => escaped(written(value, kind))));
  return `<c:cat><c:strRef><c:f>${reference}</c:f><c:strCache>${texts}</c:strCache></c:strRef></c:cat>`;
}

function series(layout: TableLayout, chart: Chart, id: string, index: number): string {
  const at = columnOf(layout, id);
  const label = layout.table.columns[at]?.label ?? id;
  const points = cached(layout, id, chart.rows).map((value, n) => `<c:pt idx="${n}"><c:v>${value ?? 0}</c:v></c:pt>`);
  const colour = COLOURS.series[index % COLOURS.series.length];
  const fill = `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const look =
    chart.form === 'line'
      ? `<c:spPr><a:ln w="22225">${fill}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`
      : `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`;
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>'${layout.sheetName}'!$${letters(at)}$${layout.head + 1}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escaped(label)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${look}${names(layout, chart)}<c:val><c:numRef><c:f>${escaped(rangeOf(layout, id, chart.rows))}</c:f><c:numCache><c:formatCode>#,##0</c:formatCode><c:ptCount val="${points.length}"/>${points.join('')}</c:numCache></c:numRef></c:val>${chart.form === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
}

/** The words of an axis, small enough for its numbers not to meet. */
const SMALL = '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="700"/></a:pPr><a:endParaRPr lang="fr-FR"/></a:p></c:txPr>';

/** One chart's part. */
export function chartPart(layout: TableLayout, chart: Chart): string {
  const all = chart.series.map((id, index) => series(layout, chart, id, index)).join('');
  const isLying = chart.form === 'bars';
  const plot =
    chart.form === 'line'
      ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${all}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`
      : `<c:barChart><c:barDir val="${isLying ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${all}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>`;
  // The first of lying bars stands on top.
  const axes = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${isLying ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 'l' : 'b'}"/><c:numFmt formatCode="${kindOf(layout, chart.names) === 'day' ? 'dd/mm' : 'General'}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${SMALL}<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${isLying ? 'b' : 'l'}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="${COLOURS.line}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${SMALL}<c:crossAx val="1"/><c:crosses val="${isLying ? 'max' : 'autoZero'}"/></c:valAx>`;
  return `${XML}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${RELATIONSHIPS}"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="fr-FR" sz="1200" b="1"/><a:t>${escaped(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${axes}</c:plotArea>${chart.series.length > 1 ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : ''}<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

/** The part that places a sheet's charts: beside its table, one under the other. */
export function drawingPart({ section, table, figures, end }: SheetLayout): string {
  const left = table ? table.table.columns.filter(({ isKey }) => !isKey).length + 1 : 0;
  const top = table ? table.head : Math.max(figures, end);
  const anchors = (section.charts ?? []).map((chart, index) => {
    const from = top + index * 22;
    return `<xdr:twoCellAnchor><xdr:from><xdr:col>${left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${from}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>${left + 9}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${from + 20}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="${escaped(chart.title)}" descr="${escaped(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${RELATIONSHIPS}" r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
  });
  return `${XML}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${anchors.join('')}</xdr:wsDr>`;
}
