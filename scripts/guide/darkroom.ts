/// <reference lib="dom" />
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../shared/chromium.ts';
import type { Picture } from './player.ts';

/** How a picture is wanted: so many points wide, the part between `from` and `to` of its height, in that format. */
export interface Print {
  readonly width: number;
  readonly part?: readonly [from: number, to: number];
  readonly type: 'image/jpeg' | 'image/webp';
  /** 0..1 */
  readonly quality: number;
}

/** A browser without the shop in it, which makes pictures smaller and pages into paper. */
export class Darkroom {
  readonly #browser: Browser;
  readonly page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(): Promise<Darkroom> {
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
    return new Darkroom(browser, await browser.newPage());
  }

  /** The bytes of a smaller picture. */
  async develop({ png }: Picture, print: Print): Promise<Uint8Array> {
    const text = await this.page.evaluate(REDUCE, { png: Buffer.from(png).toString('base64'), ...print });
    return new Uint8Array(Buffer.from(text, 'base64'));
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

async function REDUCE({ png, width, part = [0, 1], type, quality }: Print & { png: string }): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const top = Math.round(part[0] * picture.height);
  const height = Math.round(part[1] * picture.height) - top;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((height * width) / picture.width);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('The browser draws nothing.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, top, picture.width, height, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL(type, quality).replace(/^[^,]*,/, '');
}
