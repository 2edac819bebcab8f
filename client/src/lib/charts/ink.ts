import type { Tone } from './content.ts';

const TOKENS = {
  soft: '--ink-soft',
  grid: '--line',
  line: '--line-strong',
  surface: '--surface',
  sunken: '--surface-sunken',
  accent: '--accent',
  accentSoft: '--accent-soft',
  safe: '--safe',
  safeSoft: '--safe-soft',
  warn: '--warn',
  warnSoft: '--warn-soft',
  danger: '--danger',
  dangerSoft: '--danger-soft',
} as const;

/** The page's colours and small text, as a canvas takes them. */
export type Ink = Readonly<Record<keyof typeof TOKENS, string>> & { readonly font: string; readonly text: number };

/** The colours of a tone: of what is drawn, and of what lies behind it. */
export const TONES: Record<Tone, { readonly line: keyof typeof TOKENS; readonly fill: keyof typeof TOKENS }> = {
  accent: { line: 'accent', fill: 'accentSoft' },
  safe: { line: 'safe', fill: 'safeSoft' },
  warn: { line: 'warn', fill: 'warnSoft' },
  danger: { line: 'danger', fill: 'dangerSoft' },
  muted: { line: 'line', fill: 'sunken' },
};

/** The colours of now: light, dark or high contrast. The text is the smallest that the app allows, 14 px by default. */
export function inkOf(host: Element): Ink {
  const style = getComputedStyle(host);
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]),
  ) as Record<keyof typeof TOKENS, string>;
  return { ...colours, font: style.fontFamily, text: root * 0.875 };
}
