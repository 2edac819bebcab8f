import { paperFile } from '@digiboost/papers';
import type { DrawReply, DrawRequest } from './draw-paper.ts';

// Draws one paper into a file. Whoever no longer wants it ends the worker.
const reply = (message: DrawReply): void => postMessage(message);

addEventListener('message', async ({ data: { paper, format } }: MessageEvent<DrawRequest>) => {
  try {
    reply({ bytes: await paperFile(paper, format, (share) => reply({ share })) });
  } catch (error) {
    reply({ failed: String(error) });
  }
});
