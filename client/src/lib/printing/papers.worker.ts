import { labelFile, paperFile } from '@digiboost/papers';
import type { DrawReply, DrawRequest } from './draw-paper.ts';

// Draws one paper into a file. Whoever no longer wants it ends the worker.
const reply = (message: DrawReply): void => postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<DrawRequest>) => {
  const onProgress = (share: number): void => reply({ share });
  try {
    const drawn =
      'labels' in data ? labelFile(data.labels, onProgress) : paperFile(data.paper, data.format, onProgress);
    reply({ bytes: await drawn });
  } catch (error) {
    reply({ failed: String(error) });
  }
});
