import type { AudioTrack, VideoRenditionList } from 'media-tracks';
import type { EngineTracks } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import { findByLanguage } from '../tracks/default-text-track.js';

/** The viewer's choices for one source, in terms that any engine understands: no index and no id. */
export interface PlaybackChoices {
  /** Seconds. `undefined`: the start of the source, or the edge of a live stream. */
  readonly position: number | undefined;
  readonly rate: number;
  readonly captions: readonly CaptionChoice[];
  /** The language of the captions that are shown, or `''` if none are. `undefined` until captions are known. */
  readonly captionLanguage?: string | undefined;
  /** `null` until the tracks are known. */
  readonly audio: TrackDescription | null;
  /** `null` until the renditions are known. */
  readonly rendition: 'auto' | RenditionSize | null;
}

/** What was last seen of the media of a source: a `<video>` that is adopted by another document forgets it. */
export type LastSeen = Pick<PlaybackChoices, 'position' | 'rate'>;

export type CaptionChoice = Pick<TextTrack, 'kind' | 'label' | 'language' | 'mode'>;

/** Captures the current choices. What the engine does not know, or not yet, keeps its value from `before`. */
export function captureChoices(
  media: MediaPort,
  tracks: EngineTracks | undefined,
  lastSeen: LastSeen,
  previous: PlaybackChoices | null,
): PlaybackChoices {
  const captions = media.readyState > 0 || !previous ? mergeCaptions(readCaptions(media), previous) : previous.captions;
  const shown = captions.find(isShown);
  return {
    ...lastSeen,
    captions,
    captionLanguage: !captions.some(isCaptions) ? undefined : (shown?.language ?? ''),
    audio: readAudioTrack(tracks) ?? previous?.audio ?? null,
    rendition: readRendition(tracks) ?? previous?.rendition ?? null,
  };
}

/**
 * Whether captions were chosen, so that the page's default in this language no longer applies: others are shown, or these were turned off. A
 * video that has none in the language says nothing about the next one.
 */
export const hasChosenCaptions = ({ captions }: Pick<PlaybackChoices, 'captions'>, wanted = ''): boolean =>
  captions.some(isShown) || findByLanguage(captions, wanted) !== undefined;

const isCaptions = ({ kind }: CaptionChoice) => kind === 'captions' || kind === 'subtitles';

const isShown = ({ kind, mode }: CaptionChoice) => kind !== 'metadata' && mode === 'showing';

/** Returns the track that matches best: the same, else of the same kind and language, else of the same language. */
export function findCounterpart<Track extends TrackDescription>(
  tracks: Iterable<Track>,
  chosen: TrackDescription,
): Track | null {
  const all = [...tracks].filter(({ language }) => language === chosen.language);
  const ofKind = all.filter(({ kind }) => kind === chosen.kind);
  return ofKind.find(({ label }) => label === chosen.label) ?? ofKind[0] ?? all[0] ?? null;
}

/** Returns the index of the rendition that matches best, or -1 if none is as high. */
export function findRendition(renditions: Iterable<RenditionSize>, { height, bitrate }: RenditionSize): number {
  const all = [...renditions];
  const distance = (first: RenditionSize) => Math.abs((first.bitrate ?? 0) - (bitrate ?? 0));
  const nearest = all.filter((first) => first.height === height).toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest ? all.indexOf(nearest) : -1;
}

interface TrackDescription {
  readonly kind?: string | undefined;
  readonly label?: string | undefined;
  readonly language?: string | undefined;
}

interface RenditionSize {
  readonly height?: number | undefined;
  readonly bitrate?: number | undefined;
}

const readCaptions = ({ textTracks }: MediaPort): CaptionChoice[] =>
  Array.from(textTracks ?? []).map(({ kind, label, language, mode }) => ({ kind, label, language, mode }));

function mergeCaptions(now: CaptionChoice[], previous: PlaybackChoices | null): readonly CaptionChoice[] {
  const isKnown = (first: CaptionChoice) => now.some((second) => isSameTrack(first, second));
  return [...now, ...(previous?.captions ?? []).filter((first) => !isKnown(first))];
}

export const isSameTrack = (first: TrackDescription, second: TrackDescription): boolean =>
  first.kind === second.kind && first.label === second.label && first.language === second.language;

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
