import { type EmbeddedCouch, startEmbeddedCouch } from '../index.ts';
import type { Command, Report, StartFailure } from './messages.ts';

// The engine in a process of its own, started by the supervisor, which alone decides when it ends: a key pressed in a
// terminal reaches both, and the engine has answers to give until the server has closed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// The supervisor's process is gone, in whatever way: what was acknowledged is on the disk.
process.once('disconnect', () => process.exit(0));

let couch: EmbeddedCouch | undefined;
process.on('message', (command: Command) => {
  if (command === 'close') void close();
  else void start(command.start);
});

async function start(options: Parameters<typeof startEmbeddedCouch>[0]): Promise<void> {
  try {
    couch = await startEmbeddedCouch(options);
    report({ url: couch.url });
  } catch (failure) {
    const { message, code, port } = failure as StartFailure;
    report({ failure: { message, ...(code ? { code } : {}), ...(port ? { port } : {}) } });
  }
}

async function close(): Promise<void> {
  await couch?.close();
  process.disconnect();
}

const report = (said: Report) => process.send?.(said);
