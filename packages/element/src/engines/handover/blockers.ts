import type { MediaPort } from '../../media/media-port.js';
import type { HandoverBlocker, PlayerInstance } from './player-instance.js';
import { isRemote } from '../remote-state.js';

/** Returns what blocks a hand-over of this player now. Fullscreen of an ancestor does not block: it survives a change of player. */
export function findBlocker(player: PlayerInstance): HandoverBlocker | null {
  const { node, media } = player;
  const root = node.getRootNode();
  const scope = root instanceof ShadowRoot || root instanceof Document ? root : document;
  const presentation = presentationOf(media);
  if (scope.fullscreenElement === node || presentation === 'fullscreen') return 'fullscreen';
  if (scope.pictureInPictureElement === node || presentation === 'picture-in-picture') return 'picture-in-picture';
  if (isRemote(media)) return 'remote';
  return player.findBlocker() ?? (document.visibilityState === 'hidden' ? 'hidden' : null);
}

/** Calls back whenever `findBlocker` may return another result, as far as the document reports it. */
export function watchBlockers(update: () => void, signal: AbortSignal): void {
  for (const type of ['fullscreenchange', 'webkitfullscreenchange', 'visibilitychange'])
    document.addEventListener(type, update, { signal });
}

/** The events with which a player reports a change of its own blockers. */
export const BLOCKER_EVENTS = [
  'enterpictureinpicture',
  'leavepictureinpicture',
  'webkitbeginfullscreen',
  'webkitendfullscreen',
  'webkitpresentationmodechanged',
  'webkitcurrentplaybacktargetiswirelesschanged',
  'stream-adstart',
  'stream-adend',
  'stream-adtimeout',
] as const;

/** An iPhone shows a `<video>` in its own fullscreen mode, which `fullscreenElement` does not report. */
function presentationOf(
  media: MediaPort & {
    readonly webkitDisplayingFullscreen?: boolean;
    readonly webkitPresentationMode?: 'inline' | 'fullscreen' | 'picture-in-picture';
  },
): string | undefined {
  const { webkitPresentationMode: mode, webkitDisplayingFullscreen: isFullscreen } = media;
  // While the presentation changes, either property can change before the other.
  return mode && mode !== 'inline' ? mode : isFullscreen ? 'fullscreen' : undefined;
}
