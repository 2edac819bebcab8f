import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReportType } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import type { Sealing } from '../paper-seal.ts';
import type { Making } from '../tenant-report.ts';

/** The maker's file lies beside this one, compiled as this one is. */
const SCRIPT = fileURLToPath(new URL(`./maker${extname(import.meta.url)}`, import.meta.url));
const LOADER = SCRIPT.endsWith('.ts') ? ['--import', 'tsx/esm'] : ['--enable-source-maps'];
/** Where `tsx` is found. */
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** A report that takes longer has come to no end: its process is ended. */
const PATIENCE_MS = 5 * 60_000;
/** A process without a report to make ends after so long: what it held of the last shop is memory. */
const IDLE_MS = 30_000;

/** What the process is asked. The address holds a password: it and the key go by the channel, never as arguments. */
export interface Wanted {
  readonly couchUrl: string;
  readonly tenantId: string;
  readonly type: ReportType;
  readonly period: SalesPeriod;
  readonly now: Date;
  readonly seal?: { readonly secret: Uint8Array; readonly home: string };
}

/** What it answers. */
export type Answer = { readonly made: Making } | { readonly failure: string };

/** Makes a report of a shop; rejects when it cannot be made, whatever the period. */
export type MakeReport = (tenantId: string, type: ReportType, period: SalesPeriod, now: Date) => Promise<Making>;

/** Reports made in a process of their own. */
export interface ReportMaker {
  readonly make: MakeReport;
  close(): Promise<void>;
}

/**
 * A maker over the CouchDB at `couchUrl`, whose documents are sealed: one report after the other, in a process that is
 * there while it is used.
 */
export function reportMaker(couchUrl: string, sealing: () => Sealing): ReportMaker {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function started(): ChildProcess {
    const own = fork(SCRIPT, {
      cwd: HERE,
      execArgv: LOADER,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    own.once('exit', () => {
      if (child === own) child = null;
    });
    return own;
  }

  async function made(wanted: Wanted): Promise<Making> {
    clearTimeout(idle);
    child ??= started();
    const own = child;
    const patience = setTimeout(() => own.kill('SIGKILL'), PATIENCE_MS);
    try {
      const answer = await new Promise<Answer>((resolve) => {
        const ended = () => resolve({ failure: 'the process that makes reports ended' });
        own.once('exit', ended);
        own.once('message', (said) => {
          own.off('exit', ended);
          resolve(said as Answer);
        });
        own.send(wanted, (error) => error && resolve({ failure: error.message }));
      });
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.made;
    } finally {
      clearTimeout(patience);
      own.removeAllListeners('message');
      idle = setTimeout(() => own.kill('SIGKILL'), IDLE_MS).unref();
    }
  }

  return {
    make(tenantId, type, period, now) {
      const { secret, home } = sealing();
      const seal = { secret: new Uint8Array(secret.export()), home };
      const next = turn.then(() => made({ couchUrl, tenantId, type, period, now, seal }));
      turn = next.catch(() => undefined);
      return next;
    },
    async close() {
      clearTimeout(idle);
      const own = child;
      child = null;
      if (!own) return;
      const ended = new Promise((resolve) => own.once('exit', resolve));
      // A report that is not finished is made when the server is there again.
      own.kill('SIGKILL');
      await ended;
    },
  };
}
