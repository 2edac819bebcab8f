import type { Paper } from '@digiboost/domain/reports';
import { sealable, sealCode, sealedText } from '@digiboost/domain/reports/seal';
import type { ApiCall } from '../session/api-call.ts';
import type { Draw, Drawing } from './draw-paper.ts';

/** A paper does not wait longer for its link: without one it says that it is to be checked later. */
const PATIENCE_MS = 5_000;

/**
 * `draw` of documents that can be checked: each says the code of what it holds, and where the server can be asked a
 * link to a page that shows what it said.
 */
export const sealing =
  (draw: Draw, call: ApiCall, patienceMs = PATIENCE_MS): Draw =>
  (request, onShare) => {
    if ('labels' in request || request.format !== 'pdf') return draw(request, onShare);
    let isCancelled = false;
    let drawing: Drawing | null = null;
    const bytes = sealed(request.paper, call, patienceMs).then((paper) => {
      if (isCancelled) return null;
      drawing = draw({ ...request, paper }, onShare);
      return drawing.bytes;
    });
    return {
      bytes,
      cancel() {
        isCancelled = true;
        drawing?.cancel();
      },
    };
  };

async function sealed(paper: Paper, call: ApiCall, patienceMs: number): Promise<Paper> {
  // Browsers hash on pages that nobody can have changed on their way only.
  if (globalThis.crypto?.subtle === undefined) return paper;
  const text = new TextEncoder().encode(sealedText(paper));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const url = await Promise.race([
    call('POST', '/reports/seals', sealable(paper, hash)).then((answer) => (answer.ok ? answer.value.url : null)),
    new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null)),
  ]);
  return { ...paper, seal: { code: sealCode(hash), url } };
}
