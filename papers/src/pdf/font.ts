import type { jsPDF } from 'jspdf';
import font from './noto-sans.json';

/** The name of the font of documents. */
export const FONT = 'NotoSans';

/**
 * Gives `doc` the font that papers are written in: Noto Sans (SIL Open Font License, beside it), of which the file
 * holds what French, Wolof and Pulaar are written with, and the narrow spaces of figures. jsPDF's own fonts know
 * neither œ nor ŋ. Into a document goes only what it uses.
 */
export function useFont(doc: jsPDF): void {
  for (const style of ['normal', 'bold'] as const) {
    const name = `${FONT}-${style}.ttf`;
    doc.addFileToVFS(name, style === 'bold' ? font.bold : font.regular);
    doc.addFont(name, FONT, style);
  }
  doc.setFont(FONT, 'normal');
}
