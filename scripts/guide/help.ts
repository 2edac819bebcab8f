import type { Chapter } from '../../docs/scenes/scene.ts';
import { typeset } from './guide-page.ts';
import type { Picture } from './player.ts';

/** Where the app has its help. */
export const HELP = 'client/src/lib/features/help';

/** What the app's help says: every scene with its words and the names of its pictures, as its file holds it. */
export function helpText(chapters: readonly Chapter[]): string {
  const topics = chapters.flatMap(({ scenes }) =>
    scenes.map(({ id, title, why, screen, steps }) => ({
      id,
      title: typeset(title),
      why: typeset(why),
      screen,
      steps: steps.map(({ caption }, index) => ({ words: typeset(caption), picture: `${id}-${index + 1}` })),
    })),
  );
  return `${JSON.stringify(topics, null, 2)}\n`;
}

/** The least height of a picture in the help, as a part of the screen's. */
const LEAST = 0.4;

/** Which part of the screen a picture of the help shows: its marks and what is around them. */
export function partOf({ focus: [top, bottom] }: Picture): readonly [number, number] {
  const spare = Math.max(0, LEAST - (bottom - top)) / 2;
  const from = Math.min(Math.max(0, top - spare), 1 - LEAST);
  return [from, Math.max(bottom, Math.min(1, from + Math.max(LEAST, bottom - top)))];
}
