/** What one look found. `unknown`: it cannot be seen from here; what to do says who sees it. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'fault' | 'unknown';
  readonly said: string;
  /** What the operator does; only of what is not ok. */
  readonly todo?: string;
}

export const fine = (what: string, said: string): Finding => ({ what, state: 'ok', said });
export const fault = (what: string, said: string, todo: string): Finding => ({ what, state: 'fault', said, todo });
export const unseen = (what: string, said: string, todo: string): Finding => ({ what, state: 'unknown', said, todo });

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: '✔', fault: '✘', unknown: '?' };

/** The findings as lines: what it is, what was found, and below it what to do. */
export function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, state, said, todo }) => [
    `${MARKS[state]} ${what.padEnd(width)}  ${said}`,
    ...(todo === undefined ? [] : [`${' '.repeat(width + 4)}→ ${todo}`]),
  ]);
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length;
  return `${lines.join('\n')}\n${count('ok')} fine, ${count('fault')} at fault, ${count('unknown')} not seen from here\n`;
}
