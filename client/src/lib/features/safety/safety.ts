import { formatDuration, formatPercent } from '@digiboost/domain/french';
import { safety } from '../../i18n/fr/safety.ts';
import type { SyncStatus } from '../../replica/types.ts';

/** What the badge shows: one sentence, its colour and its sign. */
export interface Safety {
  readonly tone: 'safe' | 'warn' | 'danger' | 'neutral';
  readonly icon: 'safe' | 'sending' | 'offline' | 'lock' | 'error' | 'download';
  readonly text: string;
  readonly explanation: string;
}

/** A sale that has just been made is on its way: no alarm for so long. */
const FRESH_MS = 30_000;

/** How safe the shop's records are at `now` (epoch ms), from what the server acknowledged. */
export function safetyOf(status: SyncStatus, now: number): Safety {
  const { state, pending, refused } = status;
  if (refused > 0) {
    return { tone: 'danger', icon: 'error', text: safety.refused(refused), explanation: safety.explain.refused };
  }
  if (pending > 0) return waiting(status, now);
  switch (state) {
    case 'opening':
      return { tone: 'neutral', icon: 'sending', text: safety.checking, explanation: safety.explain.checking };
    case 'bootstrapping': {
      const text = status.progress === null ? safety.copyingStart : safety.copying(formatPercent(status.progress, 0));
      return { tone: 'neutral', icon: 'download', text, explanation: safety.explain.copying };
    }
    case 'offline':
      return { tone: 'neutral', icon: 'offline', text: safety.offline, explanation: safety.explain.offline };
    case 'signed-out':
      return { tone: 'neutral', icon: 'lock', text: safety.signedOut, explanation: safety.explain.signedOut };
    case 'working':
    case 'idle':
      // Nobody has said anything yet: the replica is opening, or the server never answered this phone.
      if (status.lastExchangeAt === null) {
        return { tone: 'neutral', icon: 'sending', text: safety.checking, explanation: safety.explain.sending };
      }
      return { tone: 'safe', icon: 'safe', text: safety.safe, explanation: safety.explain.safe };
  }
}

function waiting({ state, pending, pendingSales, pendingSince }: SyncStatus, now: number): Safety {
  const age = pendingSince === null ? 0 : now - Date.parse(pendingSince);
  if (age < FRESH_MS && (state === 'working' || state === 'idle')) {
    return { tone: 'neutral', icon: 'sending', text: safety.sending, explanation: safety.explain.sending };
  }
  const count = pendingSales === pending ? safety.pendingSales(pending) : safety.pendingEntries(pending);
  const signedOut = state === 'signed-out';
  return {
    tone: 'warn',
    icon: signedOut ? 'lock' : state === 'offline' ? 'offline' : 'sending',
    text: age < 60_000 ? count : count + safety.since(formatDuration(age)),
    explanation: signedOut ? safety.explain.signedOut : safety.explain.pending,
  };
}
