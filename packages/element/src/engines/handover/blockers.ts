import type { PlayerInstance } from './player-instance.js';
import { isRemote } from '../remote-state.js';

/**
 * Why a second player must not take the place of the first: the viewer would lose what they do with it. `hidden`: a player in a hidden page
 * never becomes ready. `sound`: this browser pauses a new player when it begins to sound.
 */
export type HandoverBlocker = 'fullscreen' | 'picture-in-picture' | 'remote' | 'ad' | 'hidden' | 'sound';

/** What holds this player at the moment. Full screen of anything around it does not: that stays when the player changes. */
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

/** Calls back whenever `readHold` may have another answer, as far as the page is told of it. */
export function watchBlockers(update: () => void, signal: AbortSignal): void {
  for (const type of ['fullscreenchange', 'webkitfullscreenchange', 'visibilitychange'])
    document.addEventListener(type, update, { signal });
}

/** What a player itself tells of its holds. */
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

/** An iPhone shows a `<video>` full screen by itself: `fullscreenElement` does not know of it. */
function presentationOf(
  media: HTMLVideoElement & {
    readonly webkitDisplayingFullscreen?: boolean;
    readonly webkitPresentationMode?: 'inline' | 'fullscreen' | 'picture-in-picture';
  },
): string | undefined {
  const { webkitPresentationMode: mode, webkitDisplayingFullscreen: isFullscreen } = media;
  // Either may be ahead of the other while the presentation changes.
  return mode && mode !== 'inline' ? mode : isFullscreen ? 'fullscreen' : undefined;
}
