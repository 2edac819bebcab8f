/** Characters of an answer on WhatsApp: what is read without « lire la suite », with room for how it is typeset. */
export const SCREEN = 690;

/** How a list becomes shorter: lines that it shows, and characters of a name. */
const SIZES = [
  [10, 60],
  [10, 30],
  [8, 30],
  [6, 30],
  [5, 24],
  [3, 24],
  [2, 20],
  [1, 16],
] as const;

/** The longest of the answers that `write` makes of so many lines and so long names that is no longer than `most`. */
export function fitting(write: (lines: number, name: number) => string, most: number = SCREEN): string {
  let text = '';
  for (const [lines, name] of SIZES) {
    text = write(lines, name);
    if (text.length <= most) return text;
  }
  return onScreen(text, most);
}

const CUT = '… la suite est dans l’application.';

/** `text` with as many of its first lines as there is room for. */
export function onScreen(text: string, most: number = SCREEN): string {
  if (text.length <= most) return text;
  const lines = text.split('\n');
  while (lines.length > 1 && lines.join('\n').length + CUT.length + 1 > most) lines.pop();
  return [lines.join('\n').slice(0, most - CUT.length - 1), CUT].join('\n');
}
