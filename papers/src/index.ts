import type { Paper } from '@digiboost/domain/reports';
import type { PaperFormat } from './formats.ts';
import type { LabelSheet } from './pdf/labels.ts';

export type { LabelSheet } from './pdf/labels.ts';

/**
 * `paper` as the bytes of a file: the same on every device, but for when it was made. What draws it is loaded when it
 * is first asked for. `onProgress` is told 0..1.
 */
export async function paperFile(
  paper: Paper,
  format: PaperFormat,
  onProgress?: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'xlsx') return (await import('./xlsx/workbook.ts')).workbook(paper, onProgress);
  return (await import('./pdf/document.ts')).pdfDocument(paper, onProgress);
}

/** Labels as the bytes of a document. `onProgress` is told 0..1. */
export async function labelFile(
  sheet: LabelSheet,
  onProgress?: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  return (await import('./pdf/labels.ts')).labelDocument(sheet, onProgress);
}
