import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { Installation } from '../../client/e2e/support/installation.ts';
import { CHROMIUM_ARGS, findChromium } from '../shared/chromium.ts';
import type { BenchResult } from './result.ts';
import { PATIENCE_MS } from './waiting.ts';

const BUILD = 'client/build';

/**
 * What the phone downloads: every script and style that the browser asks for until the overview stands and the worker
 * runs (measured on a cold cache, without the service worker), and everything that the service worker keeps.
 */
export async function bundle(): Promise<BenchResult> {
  const installation = await Installation.start();
  try {
    const files = await firstScreenFiles(installation);
    const sizes = await Promise.all(files.map(async (file) => ({ file, bytes: await brotliSize(file) })));
    const precache = await precacheFiles();
    const kept = await Promise.all(precache.map(brotliSize));
    return {
      figures: {
        firstScreenBrotliKB: toKB(sizes.reduce((sum, { bytes }) => sum + bytes, 0)),
        precacheBrotliKB: toKB(kept.reduce((sum, bytes) => sum + bytes, 0)),
      },
      conditions: {
        firstScreenFiles: sizes.length,
        precacheFiles: precache.length,
        largest: sizes
          .sort((a, b) => b.bytes - a.bytes)
          .slice(0, 5)
          .map(({ file, bytes }) => `${file} ${toKB(bytes)}`),
      },
    };
  } finally {
    await installation.remove();
  }
}

const toKB = (bytes: number): number => Math.round(bytes / 100) / 10;

async function firstScreenFiles({ url, login }: Installation): Promise<string[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  try {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    await page.goto(`${url}/connexion`);
    await page.getByLabel('Adresse e-mail').fill(login.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(login.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Tout est en sécurité').first().waitFor({ timeout: PATIENCE_MS });
    await page.close();

    const cold = await context.newPage();
    const session = await context.newCDPSession(cold);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const asked = new Set<string>();
    cold.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(js|css)$/.test(pathname)) asked.add(pathname);
    });
    await cold.goto(`${url}/`);
    await cold.getByText('Tout est en sécurité').first().waitFor({ timeout: PATIENCE_MS });
    if (![...asked].some((path) => path.includes('worker'))) throw new Error('The worker was not seen to load.');
    return [...asked];
  } finally {
    await browser.close();
  }
}

async function precacheFiles(): Promise<string[]> {
  const worker = await readFile(join(BUILD, 'sw.js'), 'utf8');
  const named = [...worker.matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
  // What is fetched when it is first used is named there only to be renewed on a phone that used it.
  const files = new Set(named.filter((url) => !url.includes('/on-demand/')));
  if (files.size === 0) throw new Error('The service worker keeps nothing: the build is not whole.');
  return [...files, '/sw.js'];
}

async function brotliSize(path: string): Promise<number> {
  const file = join(BUILD, decodeURIComponent(path));
  const compressed = await stat(`${file}.br`).catch(() => null);
  if (compressed) return compressed.size;
  const content = await readFile(file);
  // What is compressed already, such as an image, is sent as it is.
  return Math.min(content.length, brotliCompressSync(new Uint8Array(content)).length);
}
