import type { ReportRun } from '@digiboost/domain/documents';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import type { ApiFault } from '../../session/api-call.ts';
import type { TokenFault } from '../../session/types.ts';

const PATIENCE_MS = 60_000;

/** The file of a report that the server made. */
export type FetchRun = (run: Pick<ReportRun, '_id' | 'fileName'>) => Promise<Result<File, ApiFault>>;

/** Asks the server for files in the person's name. */
export const runFiles =
  (token: () => Promise<Result<string, TokenFault>>, fetcher: typeof fetch = (...call) => fetch(...call)): FetchRun =>
  async ({ _id, fileName }) => {
    const granted = await token();
    if (!granted.ok) return fail({ code: granted.error === 'offline' ? 'no-network' : 'signed-out' });
    try {
      const answer = await fetcher(`/api/v1/reports/runs/${encodeURIComponent(_id)}/file`, {
        cache: 'no-store',
        headers: { authorization: `Bearer ${granted.value}` },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.ok)
        return ok(new File([await answer.blob()], fileName, { type: answer.headers.get('content-type') ?? '' }));
      if (answer.status === 401) return fail({ code: 'signed-out' });
      const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string };
      return fail(detail ? { code: 'refused', status: answer.status, detail, fields: {} } : { code: 'server-down' });
    } catch {
      return fail({ code: 'no-network' });
    }
  };
