import { embedQuery, frameUrl } from '@secure-stream/protocol';
import type { EngineSettings, EngineSource } from '../engine.js';
import type { LoadOptions } from '../handover/player-instance.js';

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
