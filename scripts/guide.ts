import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CHAPTERS } from '../docs/scenes/index.ts';
import { Darkroom } from './guide/darkroom.ts';
import { guidePage } from './guide/guide-page.ts';
import { nameOf, type Picture, play } from './guide/player.ts';
import { paperOf } from './guide/print.ts';
import { LiveStage } from './guide/stage.ts';
import { buildClient } from './shared/build-client.ts';
import { sentenceOf } from './shared/sentence.ts';

/** Where what is built goes; the guide itself is kept with the sources. */
const BUILT = 'dist/guide';
const KEPT = 'docs/guide';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, scene: { type: 'string' } },
});

try {
  await buildClient();
  await mkdir(`${BUILT}/pictures`, { recursive: true });
  await mkdir(KEPT, { recursive: true });
  const pictures = await playAll(values.scene);
  if (values.check) await compare(pictures);
  else {
    for (const picture of pictures) await writeFile(`${BUILT}/pictures/${nameOf(picture)}.png`, picture.png);
    if (values.scene === undefined) await make(pictures);
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
      for await (const picture of play(stage, scene, rank)) pictures.push(picture);
      process.stdout.write(`${scene.title}\n`);
      if (scene.id === last) break;
    }
  } finally {
    await stage.close();
  }
  return pictures;
}

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
    const { bytes, pages } = await paperOf(room.page, html);
    await writeFile(`${KEPT}/guide-utilisateur.pdf`, bytes);
    await writeFile(`${BUILT}/hashes.json`, JSON.stringify(hashesOf(pictures), null, 1));
    const size = (bytes.length / 1e6).toFixed(2).replace('.', ',');
    process.stdout.write(`${pictures.length} pictures, ${pages} pages, ${size} MB: ${KEPT}/guide-utilisateur.pdf\n`);
  } finally {
    await room.close();
  }
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
