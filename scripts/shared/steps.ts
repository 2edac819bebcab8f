import { spawn } from 'node:child_process';

/** One command of a run, with the name under which it is reported. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Types, lint, format, import rules and circles, the order of rooms, unused exports, the API's words, the texts. */
export const STATIC_CHECKS: readonly Step[] = [
  { name: 'lint, format, import rules', command: ['npx', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'structure', command: ['node', '--import', 'tsx', 'scripts/shared/structure-check.ts'] },
  {
    name: 'description of the API',
    command: ['node', '--import', 'tsx', 'scripts/shared/api-document-check.ts'],
  },
  {
    name: 'what the texts name',
    command: ['node', '--import', 'tsx', 'scripts/shared/documentation-check.ts'],
  },
  { name: 'types', command: ['npx', 'tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the app', command: ['npm', 'run', 'check', '--silent', '-w', 'client'] },
];

/** Runs the steps one after the other, all of them, showing the output of each as it comes; true when all succeeded. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  let green = true;
  for (const step of steps) green = (await runStep(step, 'inherit')) && green;
  return green;
}

/** Runs the steps at once, showing the output of each when it has ended; true when all succeeded. */
export async function runTogether(steps: readonly Step[]): Promise<boolean> {
  return (await Promise.all(steps.map((step) => runStep(step, 'pipe')))).every(Boolean);
}

async function runStep({ name, command: [program, ...args], env }: Step, output: 'inherit' | 'pipe'): Promise<boolean> {
  const started = Date.now();
  let text = '';
  const code = await new Promise<number>((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${text}${code === 0 ? '✔' : '✘'} ${name} (${seconds} s)\n`);
  return code === 0;
}
