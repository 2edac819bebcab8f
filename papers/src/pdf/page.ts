import type { jsPDF } from 'jspdf';
import { COLOURS } from '../colours.ts';
import { FONT } from './font.ts';

/** An A4 sheet, in mm. */
export const PAGE = { width: 210, height: 297, margin: 16, top: 18, bottom: 20 } as const;
/** The width that there is to write in. */
export const WIDTH = PAGE.width - 2 * PAGE.margin;
/** mm of a line of text of one point's size. */
const LINE = 0.47;

type Ink = 'accent' | 'accentPress' | 'accentSoft' | 'ink' | 'inkSoft' | 'line';

/** Where the next thing goes on a document's pages, and how words are put there. */
export class Page {
  readonly doc: jsPDF;
  /** mm from the top of the page. */
  y: number = PAGE.top;

  constructor(doc: jsPDF) {
    this.doc = doc;
  }

  /** Goes to another page unless there are `height` mm left on this one. */
  need(height: number): void {
    if (this.y + height <= PAGE.height - PAGE.bottom) return;
    this.doc.addPage();
    this.y = PAGE.top;
  }

  write(size: number, colour: Ink = 'ink', style: 'normal' | 'bold' = 'normal'): void {
    this.doc.setFont(FONT, style);
    this.doc.setFontSize(size);
    this.doc.setTextColor(`#${COLOURS[colour]}`);
  }

  /** Writes a text of several lines, and goes on below it. */
  text(text: string, size: number, colour: Ink = 'ink', style: 'normal' | 'bold' = 'normal'): void {
    this.write(size, colour, style);
    const height = size * LINE;
    for (const line of this.doc.splitTextToSize(text, WIDTH) as string[]) {
      this.need(height);
      this.doc.text(line, PAGE.margin, this.y + size * 0.35);
      this.y += height;
    }
  }

  /** `text` cut where it would be wider than `width` mm, in the font that is set. */
  clipped(text: string, width: number): string {
    return clippedTo(this.doc, text, width);
  }
}

/** `text` cut where it would be wider than `width` mm, in the font that `doc` is set to. */
export function clippedTo(doc: jsPDF, text: string, width: number): string {
  if (doc.getTextWidth(text) <= width) return text;
  let cut = text;
  while (cut.length > 1 && doc.getTextWidth(`${cut}…`) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
