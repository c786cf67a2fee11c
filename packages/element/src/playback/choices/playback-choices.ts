import type { AudioTrack, VideoRenditionList } from 'media-tracks';
import type { EngineTracks } from '../../engines/engine.js';
import type { MediaPort } from '../../media/media-port.js';
import {
  isCaptions,
  isSameTrack,
  isShown,
  readTextTracks,
  type TextTrackChoice,
  type TrackDescription,
} from '../../tracks/text-tracks.js';

/** The viewer's choices for one source, in terms that any engine understands: no index and no id. */
export interface PlaybackChoices {
  /** Seconds. `undefined`: the start of the source, or the edge of a live stream. */
  readonly position: number | undefined;
  readonly rate: number;
  readonly captions: readonly TextTrackChoice[];
  /** The language of the captions that are shown, or `''` if none are. `undefined` until captions are known. */
  readonly captionLanguage?: string | undefined;
  /** `null` until the tracks are known. */
  readonly audio: TrackDescription | null;
  /** `null` until the renditions are known. */
  readonly rendition: 'auto' | RenditionSize | null;
}

/** What was last seen of the media of a source: a `<video>` that is adopted by another document forgets it. */
export type LastSeen = Pick<PlaybackChoices, 'position' | 'rate'>;

/** Captures the current choices. What the engine does not know, or not yet, keeps its value from `before`. */
export function captureChoices(
  media: MediaPort,
  tracks: EngineTracks | undefined,
  lastSeen: LastSeen,
  previous: PlaybackChoices | null,
): PlaybackChoices {
  const captions =
    media.readyState > 0 || !previous ? mergeCaptions(readTextTracks(media), previous) : previous.captions;
  const shown = captions.find(isShown);
  return {
    ...lastSeen,
    captions,
    captionLanguage: !captions.some(isCaptions) ? undefined : (shown?.language ?? ''),
    audio: readAudioTrack(tracks) ?? previous?.audio ?? null,
    rendition: readRendition(tracks) ?? previous?.rendition ?? null,
  };
}

/** Returns the index of the rendition that matches best, or -1 if none is as high. */
export function findRendition(renditions: Iterable<RenditionSize>, { height, bitrate }: RenditionSize): number {
  const all = [...renditions];
  const distance = (first: RenditionSize) => Math.abs((first.bitrate ?? 0) - (bitrate ?? 0));
  const nearest = all.filter((first) => first.height === height).toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest ? all.indexOf(nearest) : -1;
}

interface RenditionSize {
  readonly height?: number | undefined;
  readonly bitrate?: number | undefined;
}

function mergeCaptions(now: TextTrackChoice[], previous: PlaybackChoices | null): readonly TextTrackChoice[] {
  const isKnown = (first: TextTrackChoice) => now.some((second) => isSameTrack(first, second));
  return [...now, ...(previous?.captions ?? []).filter((first) => !isKnown(first))];
}

function readAudioTrack(tracks: EngineTracks | undefined): PlaybackChoices['audio'] {
  const all = [...((tracks?.audioTracks ?? []) as Iterable<AudioTrack>)];
  const enabled = all.find((track) => track.enabled);
  return enabled ? { kind: enabled.kind, label: enabled.label, language: enabled.language } : null;
}

function readRendition(tracks: EngineTracks | undefined): PlaybackChoices['rendition'] {
  const list = tracks?.videoRenditions as VideoRenditionList | undefined;
  if (!list || list.length === 0) return null;
  const chosen = list[list.selectedIndex];
  return chosen ? { height: chosen.height, bitrate: chosen.bitrate } : 'auto';
}
