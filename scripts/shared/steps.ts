import { spawn } from 'node:child_process';

/** One command of a run, with the name under which it is reported. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Types, lint, format, import rules and cycles. */
export const STATIC_CHECKS: readonly Step[] = [
  { name: 'lint, format, import rules', command: ['npx', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'types', command: ['npx', 'tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the app', command: ['npm', 'run', 'check', '--silent', '-w', 'client'] },
];

/** Runs the steps one after the other, all of them, showing the output of each; true when every one succeeded. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  let green = true;
  for (const step of steps) {
    const started = Date.now();
    const code = await runStep(step);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? '✔' : '✘'} ${step.name} (${seconds} s)\n`);
    green &&= code === 0;
  }
  return green;
}

function runStep({ command: [program, ...args], env }: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
