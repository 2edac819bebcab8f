import type { Result } from '@digiboost/domain/shared/result';
import { alerts as words } from '../../i18n/fr/alerts.ts';
import { browserPush, forget, renew } from '../../push/subscription.ts';
import { apiCaller } from '../../session/api-call.ts';
import type { TokenFault } from '../../session/types.ts';
import { toasts } from '../../ui/toasts.svelte.ts';
import { AlertBoard, type AlertBoardDeps } from './alert-board.svelte.ts';
import { Announcer } from './announcer.ts';

/** What the board is opened with. */
export interface BoardDeps extends AlertBoardDeps {
  readonly tenantId: string;
  readonly token: () => Promise<Result<string, TokenFault>>;
  /** Leads to a screen of the app. */
  readonly go: (path: string) => void;
  /** Nobody is signed in any more. */
  readonly isSignedOut: () => boolean;
}

/** Where the board lies once it is open. */
interface BoardPlace {
  board: AlertBoard | null;
  /** Writes the number of unseen alerts down for the next opening of the app. */
  remember(unseen: number): void;
}

/** Long enough to be pressed. */
const TOAST_MS = 12_000;

/** Puts the board on `desk`, says what arrives and follows pressed notifications; returns what ends all of it. */
export function openBoard(desk: BoardPlace, deps: BoardDeps): () => void {
  const board = new AlertBoard(deps);
  const announcer = new Announcer({
    tenantId: deps.tenantId,
    storage: globalThis.localStorage,
    locks: globalThis.navigator.locks,
    show: (text, path) => toasts.show(text, { stay: TOAST_MS, action: { label: words.see, run: () => deps.go(path) } }),
    isVisible: () => document.visibilityState === 'visible',
  });
  const tell = (): void => {
    if (!board.settled) return;
    desk.remember(board.waiting);
    void announcer.tell(board.open);
  };
  const endTelling = $effect.root(() => {
    $effect(tell);
  });
  const follow = ({ data }: MessageEvent): void => {
    if (data?.type === 'open' && typeof data.url === 'string' && data.url.startsWith('/')) deps.go(data.url);
  };
  document.addEventListener('visibilitychange', tell);
  navigator.serviceWorker?.addEventListener('message', follow);
  // Without a network the subscription is renewed at the next opening.
  void renew(apiCaller(deps.token), browserPush).catch(() => undefined);
  desk.board = board;

  return () => {
    endTelling();
    board.close();
    desk.board = null;
    document.removeEventListener('visibilitychange', tell);
    navigator.serviceWorker?.removeEventListener('message', follow);
    if (deps.isSignedOut()) void forget(browserPush).catch(console.error);
  };
}
