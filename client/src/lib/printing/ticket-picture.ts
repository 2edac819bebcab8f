import type { ReceiptRow } from '@digiboost/domain/reports/receipt';
import { PAPERS, type PaperWidth } from '@digiboost/papers/ticket';

/** Points: of the letters, and from one line to the next. */
const SIZE = { usual: 24, large: 34 };
const LEADING = 1.3;
const EDGE = 8;
const FONT = 'system-ui, "Noto Sans", sans-serif';

interface Line {
  readonly size: number;
  readonly isBold: boolean;
  /** What is written, and where it begins: at the left, in the middle, at the right. */
  readonly texts: readonly (readonly [text: string, align: CanvasTextAlign])[];
  readonly isRule: boolean;
}

/** A ticket drawn in points of the printer's head, black on white; its height is a multiple of 8. */
export function ticketPicture(rows: readonly ReceiptRow[], width: PaperWidth): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const { points } = PAPERS[width];
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws nothing.');
  const room = points - 2 * EDGE;
  const fontOf = (size: number, isBold: boolean): string => `${isBold ? 'bold ' : ''}${size}px ${FONT}`;
  const lines = rows.flatMap((row) =>
    linesOf(
      row,
      (text, size, isBold) => wrapped(text, room, pen, fontOf(size, isBold)),
      (text, size, isBold) => {
        pen.font = fontOf(size, isBold);
        return pen.measureText(text).width;
      },
      room,
    ),
  );

  const heights = lines.map(({ size }) => Math.round(size * LEADING));
  const height = heights.reduce((sum, one) => sum + one, 2 * EDGE);
  canvas.width = points;
  canvas.height = Math.ceil(height / 8) * 8;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  pen.textBaseline = 'middle';
  let top = EDGE;
  for (const [index, line] of lines.entries()) {
    const tall = heights[index] ?? 0;
    if (line.isRule) pen.fillRect(EDGE, top + tall / 2 - 1, room, 2);
    pen.font = fontOf(line.size, line.isBold);
    for (const [text, align] of line.texts) {
      pen.textAlign = align;
      const x = align === 'right' ? points - EDGE : align === 'center' ? points / 2 : EDGE;
      pen.fillText(text, x, top + tall / 2);
    }
    top += tall;
  }
  return canvas;
}

function linesOf(
  row: ReceiptRow,
  wrap: (text: string, size: number, isBold: boolean) => string[],
  measure: (text: string, size: number, isBold: boolean) => number,
  room: number,
): Line[] {
  if (row.kind === 'rule') return [{ size: SIZE.usual / 2, isBold: false, texts: [], isRule: true }];
  if (row.kind === 'pair') {
    const isBold = row.isTotal ?? false;
    const size = isBold ? SIZE.large : SIZE.usual;
    const line = (...texts: Line['texts'][number][]): Line => ({ size, isBold, texts, isRule: false });
    const left = row.left.trimEnd();
    if (measure(`${left}  ${row.right}`, size, isBold) <= room) return [line([left, 'left'], [row.right, 'right'])];
    return [
      ...wrap(left, size, isBold).map((text) => line([text, 'left'])),
      ...wrap(row.right, size, isBold).map((text) => line([text, 'right'])),
    ];
  }
  const isBold = row.kind !== 'centred';
  const size = row.kind === 'title' ? SIZE.large : SIZE.usual;
  const align = row.kind === 'text' ? 'left' : 'center';
  return wrap(row.text, size, isBold).map((text) => ({ size, isBold, texts: [[text, align]], isRule: false }));
}

/** `text` in lines no wider than `room` points, cut at spaces where there are any. */
function wrapped(text: string, room: number, pen: CanvasRenderingContext2D, font: string): string[] {
  pen.font = font;
  const fits = (one: string): boolean => pen.measureText(one).width <= room;
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && fits(`${line} ${word}`)) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}

/** The picture as a file to hand on. */
export const pictureFile = (canvas: HTMLCanvasElement, name: string): Promise<File> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(new File([blob], name, { type: 'image/png' }));
      else reject(new Error('The picture could not be made.'));
    }, 'image/png');
  });

/** Prints a drawn ticket by the phone's own dialog, on paper of that width; resolves once the dialog is open. */
export async function printPicture(canvas: HTMLCanvasElement, width: PaperWidth): Promise<void> {
  const image = document.createElement('img');
  image.className = 'ticket-on-paper';
  image.alt = '';
  image.src = canvas.toDataURL('image/png');
  // Laid out by a sheet of its own, which the page's rules on styles allow and an element's text would not be.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .ticket-on-paper { display: none; }
    @page { size: ${width}mm ${Math.ceil((canvas.height / canvas.width) * width)}mm; margin: 0; }
    @media print {
      body > :not(.ticket-on-paper) { display: none !important; }
      .ticket-on-paper { display: block; width: 100%; }
    }`);
  await image.decode();
  document.body.append(image);
  document.adoptedStyleSheets.push(sheet);
  const clear = (): void => {
    image.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  addEventListener('afterprint', clear, { once: true });
  window.print();
}
