import type { Finding, Outcome } from '../channel.ts';
import { isAnswer } from '../delivery.ts';
import { type DeliveryDocument, inState, movesOn } from './delivery-document.ts';

/** How long a server may hold a delivery while it calls the provider, ms: far more than any channel waits. */
const CLAIM_MS = 2 * 60_000;
/** After a lost answer: by then the provider's list and its news tell what it took, ms. */
const LOOK_AFTER_MS = 20_000;

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

const withoutClaim = ({ claim: _claim, reason: _reason, ...doc }: DeliveryDocument): DeliveryDocument => doc;

/** The document as it is stored before the provider is called. */
export const claimed = (doc: DeliveryDocument, claim: string, now: Date): DeliveryDocument => ({
  ...doc,
  phase: 'ATTEMPTING',
  claim,
  attempts: doc.attempts + 1,
  attemptedAt: now.toISOString(),
  probes: 0,
  dueAt: later(now, CLAIM_MS),
});

/** The document as it is stored before the provider is asked what became of a try. */
export const probing = (doc: DeliveryDocument, claim: string, now: Date): DeliveryDocument => ({
  ...doc,
  claim,
  probes: doc.probes + 1,
  dueAt: later(now, CLAIM_MS),
});

/** What a try makes of the document. `waitMs`: how long until the next one, should there be one. */
export function afterTry(
  doc: DeliveryDocument,
  outcome: Outcome,
  provider: string,
  now: Date,
  waitMs: number,
): DeliveryDocument {
  switch (outcome.kind) {
    case 'sent': {
      const state = doc.doubtful ? 'DOUBTFUL' : 'SENT';
      const sent = inState(doc, state, now.toISOString(), doc.doubtful ? 'maybe-twice' : outcome.reason);
      const { messageId, asText } = outcome;
      return { ...sent, provider, ...(messageId === undefined ? {} : { messageId }), ...(asText ? { asText } : {}) };
    }
    case 'refused':
      return { ...inState(doc, 'FAILED', now.toISOString(), outcome.reason), provider };
    case 'later':
      return {
        ...withoutClaim(doc),
        phase: 'WAITING',
        reason: outcome.reason,
        dueAt: beforeDeadline(doc, now, waitMs),
      };
    case 'unknown':
      return { ...withoutClaim(doc), reason: outcome.reason, dueAt: later(now, LOOK_AFTER_MS) };
  }
}

/** What the provider's answer about a lost try makes of the document. */
export function afterFinding(
  doc: DeliveryDocument,
  finding: Finding,
  provider: string,
  now: Date,
  waitMs: number,
): DeliveryDocument {
  const isLate = now.toISOString() >= doc.delivery.deadline;
  switch (finding.kind) {
    case 'sent':
      return afterTry(doc, { kind: 'sent', messageId: finding.messageId }, provider, now, waitMs);
    case 'absent':
      return { ...withoutClaim(doc), phase: 'WAITING', dueAt: now.toISOString() };
    case 'unknown':
      // Repeated rather than lost; whoever reads its state is told.
      return isLate
        ? { ...inState(doc, 'DOUBTFUL', now.toISOString(), 'maybe-never'), provider }
        : { ...withoutClaim(doc), phase: 'WAITING', doubtful: true, dueAt: now.toISOString() };
    case 'unreachable':
      return isLate
        ? { ...inState(doc, 'DOUBTFUL', now.toISOString(), 'maybe-never'), provider }
        : { ...withoutClaim(doc), reason: 'no-answer', dueAt: beforeDeadline(doc, now, waitMs) };
  }
}

/** A retry after the deadline would never be made: the last one is made just at it, and finds that time is up. */
const beforeDeadline = (doc: DeliveryDocument, now: Date, waitMs: number): string => {
  const wanted = now.getTime() + waitMs;
  const deadline = Date.parse(doc.delivery.deadline);
  return new Date(deadline > now.getTime() ? Math.min(wanted, deadline) : now.getTime()).toISOString();
};

/** News of a provider about a message that it took. */
export interface ProviderNews {
  readonly state: 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';
  readonly messageId?: string;
  readonly provider: string;
  /** Why it failed. */
  readonly reason?: string;
}

/**
 * What a provider's news makes of the document; null when it changes nothing, being doubled, late, or of another try.
 */
export function afterNews(doc: DeliveryDocument, news: ProviderNews, now: Date): DeliveryDocument | null {
  const { state, messageId, provider, reason } = news;
  const isOther = messageId !== undefined && doc.messageId !== undefined && messageId !== doc.messageId;
  if (state === 'FAILED' && (isOther || doc.phase === 'WAITING')) return null;
  if (!movesOn(doc.state, state)) return null;
  const at = now.toISOString();
  const canUseTemplate = !isAnswer(doc.delivery) && !doc.templateOnly && at < doc.delivery.deadline;
  if (state === 'FAILED' && reason === 'window-closed' && canUseTemplate) {
    const { messageId: _old, asText: _asText, ...rest } = withoutClaim(doc);
    return { ...rest, phase: 'WAITING', templateOnly: true, state: 'QUEUED', dueAt: at };
  }
  const known = doc.messageId ?? messageId;
  return {
    ...inState(doc, state, at, reason),
    provider,
    ...(known === undefined ? {} : { messageId: known }),
  };
}

/**
 * The document when it is to be sent anew to `address`, as the shop's administrator asked; the deadline moves with it.
 */
export function resent(doc: DeliveryDocument, address: string, now: Date): DeliveryDocument {
  const at = now.toISOString();
  const allowed = Math.max(60 * 60_000, Date.parse(doc.delivery.deadline) - Date.parse(doc.delivery.notBefore));
  const {
    messageId: _messageId,
    asText: _asText,
    templateOnly: _only,
    doubtful: _doubtful,
    ...rest
  } = withoutClaim(doc);
  const { unsent: _unsent, ...delivery } = doc.delivery;
  return {
    ...rest,
    delivery: { ...delivery, address, notBefore: at, deadline: later(now, allowed) },
    phase: 'WAITING',
    state: 'QUEUED',
    stateAt: at,
    dueAt: at,
    attempts: 0,
    probes: 0,
    reports: 0,
  };
}
