import type { Page } from '@playwright/test';
import axe from 'axe-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const ENGLISH =
  /\b(?:loading|save|cancel|error|undefined|NaN|null|submit|search|delete|settings|offline|sale|sign in|password|true|false)\b/gi;

/** What breaks a rule of the house on the open screen: page too wide, small text, small targets, a word of English. */
async function houseFaults(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const shown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const isHidden = (element: Element): boolean =>
      element.closest('.visually-hidden, .skip') !== null || !shown(element);
    const called = (element: Element): string =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const faults: string[] = [];

    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);

    const words = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || ['SCRIPT', 'STYLE', 'OPTION'].includes(parent.tagName)) continue;
      words.push(node.textContent);
      if (isHidden(parent)) continue;
      const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
      if (size < 13.9) faults.push(`text of ${size.toFixed(1)} px: ${called(parent)}`);
    }

    // A choice that is drawn by its label is pressed there.
    const targets =
      'a[href], button, select, textarea, summary, [role="switch"], input:not([type="hidden"], [type="file"])';
    for (const element of document.querySelectorAll(targets)) {
      const pressed = element.matches('.visually-hidden, [type="radio"], [type="checkbox"]')
        ? (element.closest('label') ?? element)
        : element;
      if (pressed.matches('.visually-hidden, .skip') || !shown(pressed)) continue;
      // A slim pill may spread what the thumb can hit by an invisible ::after.
      const spread = getComputedStyle(pressed, '::after');
      const isSpread = spread.content !== 'none' && spread.position === 'absolute';
      const box = pressed.getBoundingClientRect();
      const width = Math.max(box.width, isSpread ? Number.parseFloat(spread.width) : 0);
      const height = Math.max(box.height, isSpread ? Number.parseFloat(spread.height) : 0);
      if (Math.round(width) < 48 || Math.round(height) < 48) {
        faults.push(`target of ${Math.round(width)} x ${Math.round(height)}: ${called(pressed)}`);
      }
    }
    const spoken = [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((element) =>
      ['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? ''),
    );
    return { faults, words: [...words, ...spoken].join('\n') };
  });
  const english = [...new Set(seen.words.match(ENGLISH) ?? [])].map((word) => `English: ${word}`);
  return [...new Set([...seen.faults, ...english])];
}

/** What axe finds against WCAG 2.1 AA on the open screen, one line each. */
export async function accessibilityFaults(page: Page, only?: 'color-contrast'): Promise<string[]> {
  // Half a megabyte: once per document, not at each look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options),
    {
      runOnly: only ? { type: 'rule', values: [only] } : { type: 'tag', values: WCAG },
      // What holds is not written down.
      resultTypes: ['violations'],
    } satisfies axe.RunOptions,
  );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
}

/** What breaks a rule of the house or of WCAG on the open screen. */
export const screenFaults = async (page: Page): Promise<string[]> => [
  ...(await houseFaults(page)),
  ...(await accessibilityFaults(page)),
];
