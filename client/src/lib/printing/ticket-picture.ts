import type { ReceiptRow } from '@digiboost/domain/reports/receipt';
import { PAPERS, type PaperWidth } from '@digiboost/papers/ticket';
import { type TextPlace, type TextStyle, ticketLines } from '@digiboost/papers/ticket-layout';

/** Points: of the letters, and from one line to the next. */
const SIZES: Readonly<Record<TextStyle, number>> = { usual: 24, bold: 24, large: 34 };
const LEADING = 1.3;
const RULE_HEIGHT = 16;
const EDGE = 8;
const ALIGNS: Readonly<Record<TextPlace, CanvasTextAlign>> = { left: 'left', centre: 'center', right: 'right' };

const fontOf = (style: TextStyle): string =>
  `${style === 'usual' ? '' : 'bold '}${SIZES[style]}px system-ui, "Noto Sans", sans-serif`;

/** A ticket drawn in points of the printer's head, black on white; its height is a multiple of 8. */
export function ticketPicture(rows: readonly ReceiptRow[], width: PaperWidth): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const { points } = PAPERS[width];
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws nothing.');
  const room = points - 2 * EDGE;
  const widthOf = (text: string, style: TextStyle): number => {
    pen.font = fontOf(style);
    return pen.measureText(text).width;
  };
  const lines = ticketLines(rows, { room, widthOf }).map((line) => ({
    ...line,
    height: line.isRule ? RULE_HEIGHT : Math.round(SIZES[line.style] * LEADING),
  }));

  canvas.width = points;
  canvas.height = Math.ceil(lines.reduce((sum, { height }) => sum + height, 2 * EDGE) / 8) * 8;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  pen.textBaseline = 'middle';
  const places: Readonly<Record<TextPlace, number>> = { left: EDGE, centre: points / 2, right: points - EDGE };
  let top = EDGE;
  for (const { style, texts, isRule, height } of lines) {
    const middle = top + height / 2;
    if (isRule) pen.fillRect(EDGE, middle - 1, room, 2);
    pen.font = fontOf(style);
    for (const [text, place] of texts) {
      pen.textAlign = ALIGNS[place];
      pen.fillText(text, places[place], middle);
    }
    top += height;
  }
  return canvas;
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
