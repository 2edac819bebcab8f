import type { Label } from '@digiboost/domain/reports/labels';
import { jsPDF } from 'jspdf';
import { LABEL_FORMATS, type LabelFormat, type LabelLayout, labelsAPage } from '../label-formats.ts';
import { modulesOf } from './barcode.ts';
import { FONT, useFont } from './font.ts';
import { clippedTo } from './page.ts';

/** Labels as they are to be printed. */
export interface LabelSheet {
  readonly labels: readonly Label[];
  readonly format: LabelFormat;
  /** How many places of the first page are used already. */
  readonly used: number;
  readonly madeAt: string;
}

/** mm left white around what is printed: printers miss by as much. */
const MARGIN = 2.5;
/** Modules left white on both sides of a code together. */
const QUIET = 20;
/** mm of one module: narrower ones are read badly, larger ones need no more room. */
const MODULE = { least: 0.19, most: 0.33 };
/** mm of a line of text of one point's size. */
const POINT = 0.3528;

/** The labels as a document, page after page. `onProgress` is told 0..1. */
export function labelDocument(
  { labels, format, used, madeAt }: LabelSheet,
  onProgress: (share: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const layout: LabelLayout = LABEL_FORMATS[format];
  const [pageWidth, pageHeight] = layout.page;
  const orientation = pageWidth > pageHeight ? 'landscape' : 'portrait';
  const doc = new jsPDF({ unit: 'mm', format: [pageWidth, pageHeight], orientation, compress: true });
  useFont(doc);
  doc.setCreationDate(new Date(madeAt));
  doc.setFileId('0'.repeat(32));
  labels.forEach((label, index) => {
    const place = (index + used) % labelsAPage(format);
    if (place === 0 && index > 0) doc.addPage([pageWidth, pageHeight], orientation);
    const x = layout.left + (place % layout.columns) * layout.width;
    const y = layout.top + Math.floor(place / layout.columns) * layout.height;
    drawLabel(doc, label, {
      x: x + MARGIN,
      y: y + MARGIN,
      width: layout.width - 2 * MARGIN,
      height: layout.height - 2 * MARGIN,
    });
    onProgress((index + 1) / labels.length);
  });
  return new Uint8Array(doc.output('arraybuffer'));
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The name above, the price large, and the code below where there is room for it. */
function drawLabel(doc: jsPDF, { name, price, unit, code }: Label, { x, y, width, height }: Box): void {
  const isLarge = height > 24;
  const [nameSize, priceSize, smallSize] = isLarge ? [9, 18, 7.5] : [7, 12, 6];
  let top = y;
  doc.setFont(FONT, 'normal');
  doc.setFontSize(nameSize);
  const lines = (doc.splitTextToSize(name, width) as string[]).slice(0, isLarge ? 2 : 1);
  for (const [index, line] of lines.entries()) {
    top += nameSize * POINT;
    const isCut = index === lines.length - 1 && lines.join(' ').length < name.length;
    doc.text(clippedTo(doc, isCut ? `${line}…` : line, width), x, top);
  }
  top += priceSize * POINT + 0.8;
  doc.setFont(FONT, 'bold');
  doc.setFontSize(priceSize);
  doc.text(price, x, top);
  const beside = doc.getTextWidth(price) + 1.5;
  doc.setFont(FONT, 'normal');
  doc.setFontSize(smallSize);
  doc.text(clippedTo(doc, unit, width - beside), x + beside, top);
  if (code) drawCode(doc, code, { x, y: top + 1.8, width, height: y + height - top - 1.8 }, smallSize);
}

function drawCode(doc: jsPDF, code: string, { x, y, width, height }: Box, size: number): void {
  const text = size * POINT;
  const modules = modulesOf(code);
  const module = modules ? Math.min(MODULE.most, width / (modules.length + QUIET)) : 0;
  const bars = height - text - 0.6;
  // Too narrow or too low to be read: then the code is there to be typed.
  if (modules && module >= MODULE.least && bars >= 4) {
    const left = x + (width - modules.length * module) / 2;
    doc.setFillColor('#000000');
    for (const run of modules.matchAll(/1+/g))
      doc.rect(left + run.index * module, y, run[0].length * module, bars, 'F');
  }
  doc.setFontSize(size);
  doc.text(clippedTo(doc, code, width), x + width / 2, y + height, { align: 'center' });
}
