import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/shared/chromium.ts';

/** A small Android phone held upright; its own Chromium, French, in Dakar. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './support/prepare.ts',
  // A spec whose tests share a phone says so itself.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A server's start is part of it; on a busy machine that alone takes half a minute.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../test-results',
  use: {
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Africa/Dakar',
    // Without a film: it is drawn all the time, and the snapshots show as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
  },
});
