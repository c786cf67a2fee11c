import { type FrameMessage, type FromFrame, isMessage } from '../sdk/messages.js';

/** The embedding page, and no other window. */
export interface ParentWindow {
  post(message: FromFrame): void;
}

/**
 * Binds to the parent window and its origin, which comes from `ancestorOrigins` or the referrer. If both are missing (Firefox, from a page with
 * `no-referrer`), only `iframeReady` is posted to any origin, and the origin of the first answer from that window is bound. Returns `null`
 * without a parent window.
 */
export function bindParent(own: Window, receive: (message: FrameMessage) => void): ParentWindow | null {
  const { parent } = own;
  if (parent === own) return null;
  let origin = parentOrigin(own);
  const pending: FromFrame[] = [];

  own.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || !isMessage(event.data)) return;
    origin ??= event.origin;
    if (event.origin !== origin) return;
    for (const message of pending.splice(0)) post(message);
    receive(event.data);
  });
  return { post };

  function post(message: FromFrame): void {
    if (origin) parent.postMessage(message, targetOrigin(origin));
    else if (message.__privateUnstableMessageType === 'iframeReady') parent.postMessage(message, '*');
    else pending.push(message);
  }
}

function parentOrigin({ location, document }: Window): string | null {
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest) return nearest;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

/** A sandboxed page and a `file:` page have the origin `null`, which `postMessage` does not accept as a target. */
const targetOrigin = (origin: string) => (origin === 'null' ? '*' : origin);
