import type { Chapter, Scene, Words } from '../../docs/scenes/scene.ts';
import font from '../../papers/src/pdf/noto-sans.json';
import { GUIDE_STYLE } from './guide-style.ts';

/** The address of a picture by its name: `vendre-1`. */
type AddressOf = (picture: string) => string;

/** As French is set: no line begins with a mark of punctuation, nor with the number that a word is followed by. */
export const typeset = (text: string): string =>
  text.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!]|\{\d\})/g, '\u00a0');

const escaped = (text: string): string =>
  typeset(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A caption with its numbers drawn as they are in the picture. */
const numbered = (caption: string): string => escaped(caption).replace(/\{(\d)\}/g, '<b class="mark">$1</b>');

/** The same for readers who see no picture: « le produit (1) ». */
export const spoken = (caption: string): string => caption.replace(/\{(\d)\}/g, '($1)');

function wordsOf(words: Words): string {
  if (typeof words === 'string') return `<p>${escaped(words)}</p>`;
  if ('list' in words) return `<ul>${words.list.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
  const rows = words.table.map(
    ([name, text]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(text)}</td></tr>`,
  );
  const heads = words.heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('');
  return `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const figure = (address: string, alternative: string, caption: string): string =>
  `<figure><img src="${address}" alt="${escaped(alternative)}"><figcaption>${caption}</figcaption></figure>`;

const sceneOf = (scene: Scene, addressOf: AddressOf): string =>
  `<section class="scene" data-steps="${scene.steps.length}"><h3>${escaped(scene.title)}</h3><p class="why">${escaped(scene.why)}</p><div class="steps">${scene.steps
    .map(({ caption }, index) => figure(addressOf(`${scene.id}-${index + 1}`), spoken(caption), numbered(caption)))
    .join('')}</div></section>`;

const chapterOf = (chapter: Chapter, addressOf: AddressOf): string =>
  [
    `<section class="chapter" id="${chapter.id}"><h2>${escaped(chapter.title)}</h2>`,
    ...(chapter.words ?? []).map(wordsOf),
    chapter.glance
      ? `<div class="steps glance">${chapter.glance
          .map(([picture, words]) => figure(addressOf(picture), words, escaped(words)))
          .join('')}</div>`
      : '',
    `<div class="scenes">${chapter.scenes.map((scene) => sceneOf(scene, addressOf)).join('')}</div>`,
    ...(chapter.after ?? []).map(wordsOf),
    '</section>',
  ].join('\n');

/** The guide as one page that holds all it needs. */
export const guidePage = (chapters: readonly Chapter[], addressOf: AddressOf): string =>
  `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Digiboost PME : le guide</title>
<style>
@font-face { font-family: Guide; font-weight: 400; src: url(data:font/ttf;base64,${font.regular}) }
@font-face { font-family: Guide; font-weight: 500 900; src: url(data:font/ttf;base64,${font.bold}) }
${GUIDE_STYLE}
</style></head><body>
<header><h1>Digiboost PME : le guide</h1>
<nav aria-label="Sommaire"><ol>${chapters
    .map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    .join('')}</ol></nav></header>
<main>
${chapters.map((chapter) => chapterOf(chapter, addressOf)).join('\n')}
</main></body></html>
`;
