import type { PaperSeal } from '@digiboost/domain/reports';
import { encode } from 'uqr';
import { COLOURS } from '../colours.ts';
import { PAGE, type Page } from './page.ts';

/** mm of the code with its quiet zone: a phone reads modules of 0.35 mm from a hand's breadth. */
const SIZE = 34;
/** Modules of white around it, as the symbology wants. */
const QUIET = 4;

/** By what the paper is checked: its code, and a QR code of the page that shows what it said when it was made. */
export function drawSeal(page: Page, { code, url }: PaperSeal): void {
  const { doc } = page;
  page.need(url === null ? 16 : SIZE + 8);
  page.y += 4;
  if (url === null) {
    page.text('À vérifier après envoi', 10, 'inkSoft', 'bold');
    page.text(`Fait sans réseau. Code du document : ${code}`, 8.5, 'inkSoft');
    return;
  }
  const top = page.y;
  const { data, size } = encode(url, { ecc: 'L', border: QUIET });
  const module = SIZE / size;
  doc.setFillColor(`#${COLOURS.ink}`);
  // Runs of black, not single modules: the file stays small, and no hairline shows between two.
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue;
      let end = x;
      while (row[end + 1]) end += 1;
      doc.rect(PAGE.margin + x * module, top + y * module, (end - x + 1) * module, module, 'F');
      x = end;
    }
  });
  const left = PAGE.margin + SIZE + 4;
  page.write(10, 'ink', 'bold');
  doc.text('Vérifier ce document', left, top + 10);
  page.write(8.5, 'inkSoft');
  doc.text('Lisez ce code avec un téléphone : la page montre ce que disait le document', left, top + 16);
  doc.text('quand il a été fait. Même code, mêmes chiffres :', left, top + 20.5);
  page.write(10, 'ink', 'bold');
  doc.text(code, left, top + 26.5);
  doc.link(PAGE.margin, top, SIZE, SIZE, { url });
  page.y = top + SIZE + 2;
}
