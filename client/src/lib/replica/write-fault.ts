import { ReplicaError, type ReplicaErrorCode } from './types.ts';

const TOLD: readonly ReplicaErrorCode[] = ['storage-full', 'invalid-document', 'closed', 'not-approved'];

/**
 * Why a write did not happen, whatever was thrown. The code is read, not the class: an error that came from the worker
 * is a copy.
 */
export function writeFaultOf(error: unknown): ReplicaErrorCode {
  const code = error instanceof ReplicaError ? error.code : (error as { code?: unknown } | null)?.code;
  return TOLD.find((told) => told === code) ?? 'storage-failed';
}
