import { ImportSession } from './import-session.ts';
import type { WorkerReply, WorkerRequest } from './worker-protocol.ts';

const session = new ImportSession();
const reply = (message: WorkerReply): void => postMessage(message);

function run(request: WorkerRequest): unknown {
  switch (request.call) {
    case 'open':
      return session.open(...request.args);
    case 'sheet':
      return session.sheet(...request.args);
    case 'recognise':
      return session.recognise(...request.args);
    case 'days':
      return session.days(...request.args);
    case 'plan':
      return session.plan(...request.args, (progress) => reply({ id: request.id, progress }));
    case 'documents':
      return session.documents();
    case 'faultyRows':
      return session.faultyRows();
  }
}

addEventListener('message', async ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    reply({ id: data.id, done: await run(data) });
  } catch (error) {
    reply({ id: data.id, failed: error instanceof Error ? error.message : String(error) });
  }
});
