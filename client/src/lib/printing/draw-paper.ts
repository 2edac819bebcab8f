import type { Paper } from '@digiboost/domain/reports';
import type { LabelSheet } from '@digiboost/papers';
import type { PaperFormat } from '@digiboost/papers/formats';

/** What the page asks of the worker that draws papers, once, and what it answers. */
export type DrawRequest = { readonly paper: Paper; readonly format: PaperFormat } | { readonly labels: LabelSheet };
export type DrawReply =
  | { readonly share: number }
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly failed: string };

/** A file that is being drawn beside the page. */
export interface Drawing {
  /** The file's bytes; null once it was cancelled. Rejects when it could not be drawn. */
  readonly bytes: Promise<Uint8Array<ArrayBuffer> | null>;
  cancel(): void;
}

/** Draws a paper in a worker of its own; `onShare` is told 0..1. */
export type Draw = (request: DrawRequest, onShare: (share: number) => void) => Drawing;

export const draw: Draw = (request, onShare) => {
  const worker = new Worker(new URL('./papers.worker.ts', import.meta.url), { type: 'module' });
  let cancel = (): void => undefined;
  const bytes = new Promise<Uint8Array<ArrayBuffer> | null>((resolve, reject) => {
    cancel = () => resolve(null);
    // A worker that runs out of memory does not answer: whoever waits must hear of it.
    worker.onerror = (event) => reject(new Error(event.message || 'worker'));
    worker.onmessage = ({ data }: MessageEvent<DrawReply>) => {
      if ('share' in data) onShare(data.share);
      else if ('bytes' in data) resolve(data.bytes);
      else reject(new Error(data.failed));
    };
    worker.postMessage(request);
  });
  return { bytes: bytes.finally(() => worker.terminate()), cancel: () => cancel() };
};
