import { embedQuery, frameUrl } from '@secure-stream/protocol';
import type { EngineSettings, EngineSource } from '../engine.js';
import type { LoadOptions } from '../handover/player-instance.js';

/** What a frame is told in its address. The rest it is told through the SDK. */
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
      // Whole seconds are what the parameter is documented for; the rest is sought.
      ...(position !== undefined && position >= 1 && { startTime: Math.floor(position) }),
      // A picture that belongs in front of the film, and an advertisement that does, are for the first player only.
      ...(isFirst && poster && { poster }),
      ...(isFirst && adUrl && { adUrl }),
      ...(primaryColor && { primaryColor }),
      ...(letterboxColor && { letterboxColor }),
      ...(defaultTextTrack && { defaultTextTrack }),
      dvrEnabled: dvr,
    }),
  );
}
