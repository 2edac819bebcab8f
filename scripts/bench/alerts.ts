import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AlertFigures } from './alerts-server.ts';
import type { BenchResult } from './result.ts';

const SIZES = [1, 100, 1000] as const;

/**
 * Alerts: from a sale that reaches the server to the call to the provider (a stand-in on this machine), with 1, 100 and
 * 1,000 shops on one server, up to 10 of them selling; and what a minute costs in which nothing happens. Each size runs
 * in a process of its own, so that its memory is its own. ALERT_SHOPS names other sizes, such as `1,100`.
 */
export async function alerts(): Promise<BenchResult> {
  const sizes = process.env.ALERT_SHOPS?.split(',').map(Number) ?? SIZES;
  const tenants: Record<string, AlertFigures> = {};
  for (const size of sizes) tenants[size] = await measured(size);
  return { figures: { tenants }, conditions: { activeShops: 10, alertPerShop: 1, channel: 'WhatsApp, loopback' } };
}

function measured(size: number): Promise<AlertFigures> {
  const script = fileURLToPath(new URL('./alerts-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1) ?? '') as AlertFigures);
      else reject(new Error(`The bench of ${size} shops ended with ${code}.`));
    });
  });
}
