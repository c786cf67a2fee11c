import { embedQuery, frameUrl } from '@secure-stream/protocol';
import type { EngineSettings, EngineSource } from './engine.js';
import type { Start } from './handover-deck.js';

/** What a frame is told in its address. The rest it is told through the SDK. */
export function frameAddress(
  { origin, dvr, adUrl }: EngineSource,
  settings: EngineSettings,
  token: string,
  { at, play, hidden, muted, isFirst }: Start & { readonly muted: boolean; readonly isFirst: boolean },
): string {
  const { loop, controls, preload, poster, primaryColor, letterboxColor, defaultTextTrack } = settings;
  return frameUrl(
    { origin, id: token },
    embedQuery({
      autoplay: play || (isFirst && settings.autoplay),
      loop,
      muted: muted || hidden,
      controls,
      preload: hidden || play ? 'auto' : preload,
      // Whole seconds are what the parameter is documented for; the rest is sought.
      ...(at !== undefined && at >= 1 && { startTime: Math.floor(at) }),
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
