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

/**
 * How safe the shop's records are at `now` (epoch ms), from what the server acknowledged, and which part of the app is
 * on the phone (`installed`: 0..1, null where the browser keeps none): before it is whole it would not open.
 */
export function safetyOf(status: SyncStatus, now: number, installed: number | null): Safety {
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
    case 'offline': {
      const explanation = isInstalling(installed) ? safety.explain.installingOffline : safety.explain.offline;
      return { tone: 'neutral', icon: 'offline', text: safety.offline, explanation };
    }
    case 'signed-out':
      return { tone: 'neutral', icon: 'lock', text: safety.signedOut, explanation: safety.explain.signedOut };
    case 'working':
    case 'idle':
      // Nobody has said anything yet: the replica is opening, or the server never answered this phone.
      if (status.lastExchangeAt === null) {
        return { tone: 'neutral', icon: 'sending', text: safety.checking, explanation: safety.explain.sending };
      }
      if (isInstalling(installed)) {
        const text = safety.installing(formatPercent(installed, 0));
        return { tone: 'neutral', icon: 'download', text, explanation: safety.explain.installing };
      }
      return { tone: 'safe', icon: 'safe', text: safety.safe, explanation: safety.explain.safe };
  }
}

/** Whether the app is on its way to the phone: it would not open without a network. */
export const isInstalling = (installed: number | null): installed is number => installed !== null && installed < 1;

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
