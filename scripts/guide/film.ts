/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import type { Chapter } from '../../docs/scenes/scene.ts';
import font from '../../papers/src/pdf/noto-sans.json';
import { spoken } from './guide-page.ts';
import { nameOf, type Picture } from './player.ts';
import { type FilmChapter, type Frame, webmOf } from './webm.ts';

const WIDTH = 1280;
const HEIGHT = 720;
/** How long a slide stands: as long as one reads it aloud. */
const LEAST_MS = 4200;
const LETTER_MS = 54;
const TITLE_MS = 2500;

/** What stands still for a while: a picture with its words, or the title of a chapter alone. */
interface Slide {
  readonly chapter: string;
  readonly title: string;
  readonly words: string;
  readonly png: Uint8Array | null;
  readonly ms: number;
}

/** A film with its subtitles and its chapters. */
export interface MadeFilm {
  readonly webm: Uint8Array;
  /** Subtitles in WebVTT, what each picture is told with. */
  readonly subtitles: string;
  readonly seconds: number;
}

/** The scenes as a film: each picture beside its words. Times follow from the words: the same film at each making. */
export async function filmOf(
  page: Page,
  chapters: readonly Chapter[],
  pictures: readonly Picture[],
): Promise<MadeFilm> {
  const slides = slidesOf(chapters, pictures);
  // What encodes is there for pages of a safe origin only.
  await page.route('http://localhost/film', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Film</title>' }),
  );
  await page.goto('http://localhost/film');
  await page.evaluate(OPEN, { regular: font.regular, bold: font.bold, width: WIDTH, height: HEIGHT });
  const frames: Frame[] = [];
  const cues: string[] = [];
  const parts: { title: string; fromMs: number }[] = [];
  let at = 0;
  for (const slide of slides) {
    if (slide.chapter !== parts.at(-1)?.title) parts.push({ title: slide.chapter, fromMs: at });
    const png = slide.png && Buffer.from(slide.png).toString('base64');
    const shown = await page.evaluate(SHOW, { ...slide, png, words: slide.words, at });
    for (const { ms, isKey, data } of shown) {
      frames.push({ ms, isKey, data: new Uint8Array(Buffer.from(data, 'base64')) });
    }
    cues.push(`${cues.length + 1}\n${clock(at)} --> ${clock(at + slide.ms)}\n${spoken(slide.words || slide.title)}\n`);
    at += slide.ms;
  }
  const told: FilmChapter[] = parts.map((part, index) => ({ ...part, toMs: parts[index + 1]?.fromMs ?? at }));
  const film = { codec: 'V_VP8', width: WIDTH, height: HEIGHT, durationMs: at, frames, chapters: told } as const;
  return {
    webm: webmOf(film),
    subtitles: `WEBVTT\nLanguage: fr\n\n${cues.join('\n')}`,
    seconds: Math.round(at / 1000),
  };
}

function slidesOf(chapters: readonly Chapter[], pictures: readonly Picture[]): Slide[] {
  const byName = new Map(pictures.map((picture) => [nameOf(picture), picture]));
  return chapters
    .filter(({ scenes }) => scenes.length > 0)
    .flatMap(({ title: chapter, scenes }) => [
      { chapter, title: chapter, words: '', png: null, ms: TITLE_MS },
      ...scenes.flatMap((scene) =>
        scene.steps.map(({ caption }, index) => ({
          chapter,
          title: scene.title,
          words: caption,
          png: byName.get(`${scene.id}-${index + 1}`)?.png ?? null,
          ms: Math.max(LEAST_MS, caption.length * LETTER_MS),
        })),
      ),
    ]);
}

function clock(ms: number): string {
  const pad = (value: number, length = 2): string => String(Math.floor(value)).padStart(length, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}

interface Studio {
  readonly canvas: HTMLCanvasElement;
  readonly encoder: VideoEncoder;
  readonly out: { ms: number; isKey: boolean; data: string }[];
}

/** Prepares the page: its letters, a canvas, what encodes. */
async function OPEN({
  regular,
  bold,
  width,
  height,
}: Record<'regular' | 'bold', string> & Record<'width' | 'height', number>) {
  const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  document.fonts.add(await new FontFace('Film', bytesOf(regular), { weight: '400' }).load());
  document.fonts.add(await new FontFace('Film', bytesOf(bold), { weight: '700' }).load());
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const out: Studio['out'] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      let data = '';
      for (let from = 0; from < bytes.length; from += 0x8000) {
        data += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
      }
      out.push({ ms: Math.round(chunk.timestamp / 1000), isKey: chunk.type === 'key', data: btoa(data) });
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate: 1_500_000, framerate: 10, latencyMode: 'quality' });
  (globalThis as unknown as { studio: Studio }).studio = { canvas, encoder, out };
}

/** Draws a slide and encodes it from `at` on: once whole, then once a second while it stands. */
async function SHOW({ chapter, title, words, png, ms, at }: Omit<Slide, 'png'> & { png: string | null; at: number }) {
  const { canvas, encoder, out } = (globalThis as unknown as { studio: Studio }).studio;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('The browser draws nothing.');
  const { width, height } = canvas;
  context.fillStyle = png ? '#f6f4ef' : '#16265e';
  context.fillRect(0, 0, width, height);
  const left = png ? 500 : 140;
  const room = width - left - 80;
  context.textBaseline = 'alphabetic';
  if (png) {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    context.fillStyle = '#16265e';
    context.beginPath();
    context.roundRect(62, 28, 376, 664, 22);
    context.fill();
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 70, 40, 360, 640);
    context.fillStyle = '#1a45bd';
    context.font = '700 24px Film';
    context.fillText(chapter, left, 150);
  }
  // Lines as wide as there is room; a number is drawn as it is in the picture.
  const write = (text: string, size: number, weight: number, colour: string, from: number): number => {
    context.font = `${weight} ${size}px Film`;
    let x = left;
    let y = from;
    for (const word of text.split(' ')) {
      const number = /^(.*)\{(\d)\}(.*)$/.exec(word);
      const shown = number ? `${number[1]}\u2003${number[3]}` : word;
      const wide = context.measureText(`${shown} `).width;
      if (x + wide - left > room && x > left) {
        x = left;
        y += size * 1.4;
      }
      context.fillStyle = colour;
      context.fillText(shown, x, y);
      if (number) {
        const centre = x + context.measureText(number[1] ?? '').width + size / 2;
        context.fillStyle = '#d6006c';
        context.beginPath();
        context.arc(centre, y - size * 0.34, size * 0.58, 0, 2 * Math.PI);
        context.fill();
        context.fillStyle = '#ffffff';
        context.font = `700 ${size * 0.75}px Film`;
        context.textAlign = 'center';
        context.fillText(number[2] ?? '', centre, y - size * 0.08);
        context.textAlign = 'left';
        context.font = `${weight} ${size}px Film`;
      }
      x += wide;
    }
    return y;
  };
  if (png) write(words, 32, 400, '#1b2333', write(title, 44, 700, '#16265e', 215) + 80);
  else write(title, 68, 700, '#ffffff', 380);
  for (let passed = 0; passed < ms; passed += 1000) {
    const frame = new VideoFrame(canvas, { timestamp: (at + passed) * 1000 });
    encoder.encode(frame, { keyFrame: passed === 0 });
    frame.close();
  }
  await encoder.flush();
  return out.splice(0);
}
