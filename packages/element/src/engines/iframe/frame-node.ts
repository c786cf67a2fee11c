import { embedQuery, frameUrl } from '@secure-stream/protocol';
import type { EngineSettings, EngineSource } from '../engine.js';
import type { LoadOptions } from '../handover/player-instance.js';

/** Creates the `<iframe>` of a player, without a URL. */
export function createFrameNode(mediaContainer: HTMLElement, requireWatermark = false): HTMLIFrameElement {
  // The frame is cross-origin, which isolates it. The service's player does not work in a stricter sandbox.
  // oxlint-disable-next-line react/iframe-missing-sandbox
  const node = mediaContainer.ownerDocument.createElement('iframe');
  node.title = resolveTitle(mediaContainer);
  // No watermark would be seen in the frame's own picture-in-picture, and in its full screen on an iPhone.
  node.allow = `accelerometer; gyroscope; autoplay; encrypted-media${requireWatermark ? '' : '; picture-in-picture'}`;
  node.allowFullscreen = !requireWatermark;
  // The service compares the page's origin with the allowed ones, and does not need the page's path.
  node.referrerPolicy = 'strict-origin';
  return node;
}

/**
 * Discards pending messages of the previous document. Firefox reports its aborted load as an error, which must not reach the new document.
 */
export function replaceWindow(node: HTMLIFrameElement): void {
  const { parentNode, nextSibling } = node;
  node.remove();
  node.removeAttribute('src');
  parentNode?.insertBefore(node, nextSibling);
}

/** The element of the page that the container belongs to. */
export function findHost(mediaContainer: HTMLElement): Element | null {
  const root = mediaContainer.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The accessible name of the frame: the name that the page gives the element, if any. */
function resolveTitle(mediaContainer: HTMLElement): string {
  const host = findHost(mediaContainer);
  return host?.getAttribute('aria-label') ?? host?.getAttribute('title') ?? 'Video player';
}

/** Builds the frame's URL with the settings that only the URL can carry. The SDK applies the others. */
export function buildFrameUrl(
  { origin, dvr, adUrl }: EngineSource,
  settings: EngineSettings,
  token: string,
  {
    position,
    shouldPlay,
    isStandby,
    isMuted,
    isFirst,
  }: LoadOptions & { readonly isMuted: boolean; readonly isFirst: boolean },
): string {
  const { loop, controls, preload, poster, primaryColor, letterboxColor, defaultTextTrack } = settings;
  return frameUrl(
    { origin, id: token },
    embedQuery({
      autoplay: shouldPlay || (isFirst && settings.autoplay),
      loop,
      muted: isMuted || isStandby,
      controls,
      preload: isStandby || shouldPlay ? 'auto' : preload,
      // The documentation defines whole seconds only. A seek covers the rest.
      ...(position !== undefined && position >= 1 && { startTime: Math.floor(position) }),
      // The poster and an advertisement appear before the video, so only the first player gets them.
      ...(isFirst && poster && { poster }),
      ...(isFirst && adUrl && { adUrl }),
      ...(primaryColor && { primaryColor }),
      ...(letterboxColor && { letterboxColor }),
      ...(defaultTextTrack && { defaultTextTrack }),
      dvrEnabled: dvr,
    }),
  );
}
