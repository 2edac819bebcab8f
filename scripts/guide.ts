import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CHAPTERS } from '../docs/scenes/index.ts';
import { Darkroom } from './guide/darkroom.ts';
import { filmOf } from './guide/film.ts';
import { guidePage } from './guide/guide-page.ts';
import { HELP, helpText, partOf } from './guide/help.ts';
import { nameOf, type Picture, photograph } from './guide/player.ts';
import { paperOf } from './guide/print.ts';
import { LiveStage } from './guide/stage.ts';
import { buildClient } from './shared/build-client.ts';
import { sentenceOf } from './shared/sentence.ts';

/** Where what is built goes; the guide itself is kept with the sources. */
const BUILT = 'dist/guide';
const KEPT = 'docs/guide';
/** Pictures that README shows. */
const IN_README = ['accueil-1', 'vendre-2'];

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    film: { type: 'boolean', default: false },
    scene: { type: 'string' },
  },
});

try {
  await buildClient();
  await mkdir(`${BUILT}/pictures`, { recursive: true });
  await mkdir(KEPT, { recursive: true });
  const pictures = await playAll(values.scene);
  if (values.check) await compare(pictures);
  else {
    for (const picture of pictures) await writeFile(`${BUILT}/pictures/${nameOf(picture)}.png`, picture.png);
    if (values.film) await makeFilm(pictures);
    else if (values.scene === undefined) await make(pictures);
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/** Every picture of the scenes, up to that of the scene of that name. */
async function playAll(last: string | undefined): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const stage = await LiveStage.open();
  try {
    for (const [rank, scene] of CHAPTERS.flatMap(({ scenes }) => scenes).entries()) {
      pictures.push(...(await photograph(stage, scene, rank)));
      process.stdout.write(`${scene.title}\n`);
      if (scene.id === last) break;
    }
  } finally {
    await stage.close();
  }
  return pictures;
}

/** The guide on paper and as a page, the help of the app, the pictures of README. */
async function make(pictures: readonly Picture[]): Promise<void> {
  const room = await Darkroom.open();
  try {
    const addresses = new Map<string, string>();
    for (const picture of pictures) {
      const bytes = await room.develop(picture, { width: 440, type: 'image/jpeg', quality: 0.62 });
      addresses.set(nameOf(picture), `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`);
    }
    const html = guidePage(CHAPTERS, (name) => {
      const address = addresses.get(name);
      if (!address) throw new Error(`No scene has the picture ${name}.`);
      return address;
    });
    await writeFile(`${BUILT}/guide.html`, html);
    const help = await makeHelp(room, pictures);
    for (const name of IN_README) {
      const picture = pictures.find((one) => nameOf(one) === name);
      if (!picture) throw new Error(`No scene has the picture ${name}.`);
      const bytes = await room.develop(picture, { width: 360, type: 'image/webp', quality: 0.8 });
      await writeFile(`${KEPT}/${name}.webp`, bytes);
    }
    const { bytes, pages } = await paperOf(room.page, html);
    await writeFile(`${KEPT}/guide-utilisateur.pdf`, bytes);
    await writeFile(`${BUILT}/hashes.json`, JSON.stringify(hashesOf(pictures), null, 1));
    say(`${pictures.length} pictures, ${pages} pages, ${megabytes(bytes.length)}: ${KEPT}/guide-utilisateur.pdf`);
    say(`Help of the app: ${megabytes(help)} of pictures`);
  } finally {
    await room.close();
  }
}

/** What the app's help says and shows; bytes of its pictures. */
async function makeHelp(room: Darkroom, pictures: readonly Picture[]): Promise<number> {
  await rm(`${HELP}/pictures`, { recursive: true, force: true });
  await mkdir(`${HELP}/pictures`, { recursive: true });
  await writeFile(`${HELP}/scenes.json`, helpText(CHAPTERS));
  let sum = 0;
  for (const picture of pictures) {
    const bytes = await room.develop(picture, { width: 216, part: partOf(picture), type: 'image/webp', quality: 0.2 });
    await writeFile(`${HELP}/pictures/${nameOf(picture)}.webp`, bytes);
    sum += bytes.length;
  }
  return sum;
}

async function makeFilm(pictures: readonly Picture[]): Promise<void> {
  const room = await Darkroom.open();
  try {
    const { webm, subtitles, seconds } = await filmOf(room.page, CHAPTERS, pictures);
    await writeFile(`${BUILT}/film.webm`, webm);
    await writeFile(`${BUILT}/film.fr.vtt`, subtitles);
    say(`${Math.floor(seconds / 60)} min ${seconds % 60} s, ${megabytes(webm.length)}: ${BUILT}/film.webm`);
  } finally {
    await room.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

/** By picture: what it shows and what is said of it. */
function hashesOf(pictures: readonly Picture[]): Record<string, string> {
  const hashed = pictures.map((picture) => {
    const hash = createHash('sha256').update(picture.step.caption).update(picture.png);
    return [nameOf(picture), hash.digest('hex').slice(0, 16)];
  });
  return Object.fromEntries(hashed) as Record<string, string>;
}

/** Holds this playing against the one before it. */
async function compare(pictures: readonly Picture[]): Promise<void> {
  const before = JSON.parse(await readFile(`${BUILT}/hashes.json`, 'utf8')) as Record<string, string>;
  const now = hashesOf(pictures);
  const others = Object.keys({ ...before, ...now }).filter((name) => before[name] !== now[name]);
  for (const picture of pictures.filter((one) => others.includes(nameOf(one)))) {
    await writeFile(`${BUILT}/pictures/${nameOf(picture)}-again.png`, picture.png);
  }
  if (others.length > 0) throw new Error(`Not the same as before: ${others.join(', ')}.`);
  process.stdout.write(`The same texts and pictures as before: ${pictures.length}.\n`);
}
