import type { Page } from '@playwright/test';

/** The day on which every edition is dated: the file is the same when nothing in it changed. */
const DATED = /(\/(?:CreationDate|ModDate) \(D:)\d{14}/g;

/** The page on paper: A4, with an outline and tags for those who have it read out. */
export async function paperOf(page: Page, html: string): Promise<{ bytes: Uint8Array; pages: number }> {
  await page.setContent(html, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    tagged: true,
    outline: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<p style="width:100%;margin:0 12mm;font:8pt sans-serif;color:#555;text-align:right">' +
      '<span class="pageNumber"></span> / <span class="totalPages"></span></p>',
  });
  const text = pdf.toString('latin1').replace(DATED, '$120000101000000');
  const pages = text.match(/\/Type \/Page\b/g)?.length ?? 0;
  return { bytes: new Uint8Array(Buffer.from(text, 'latin1')), pages };
}
