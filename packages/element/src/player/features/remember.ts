import { HAVE_FUTURE_DATA, HAVE_METADATA } from '../../media/media-port.js';
import { APPEARANCE_REQUEST, applyAppearance, readAppearance } from '../captions/apply-appearance.js';
import { forEachVideo } from './each-video.js';
import { createStoredValue, type StoredValue } from './stored-value.js';
import { isLive, type FeaturePlayer } from './properties.js';
import { showOnly } from '../../tracks/text-track-modes.js';
import { findCounterpart, isCaptions, isShown } from '../../tracks/text-tracks.js';
import { parseAppearance, type CaptionAppearance } from '../../tracks/caption-appearance.js';

/**
 * Restores the volume, speed, captions and audio that the viewer chose with the controls, here or
 * in another player of the site.
 */
export function attach(
  player: FeaturePlayer,
  lifetime: AbortSignal,
  stored: StoredValue = createStoredValue('secure-stream:settings'),
): void {
  let settings = parseSettings(stored.read());
  // Controls of media-chrome announce what the viewer chooses, and nothing else does: neither the
  // page, nor an engine, nor the browser.
  for (const [request, read] of Object.entries(CHOICES))
    player.addEventListener(
      request,
      () => {
        settings = { ...settings, ...parseSettings(stored.read()), ...read(player) };
        stored.write(settings);
      },
      { signal: lifetime },
    );
  // Once: attached again, it would mute what the page has unmuted.
  if (!restored.has(player)) Object.assign(player, chooseVolume(settings, player));
  restored.add(player);
  forEachVideo(player, lifetime, (signal) => {
    settings = { ...settings, ...parseSettings(stored.read()) };
    if (settings.appearance) applyAppearance(player, settings.appearance);
    restore(player, signal, () => settings);
  });
}

/** The players with a restored volume. */
const restored = new WeakSet<FeaturePlayer>();

/** What to read after each request of a control. */
const CHOICES: Readonly<Record<string, (player: FeaturePlayer) => Settings>> = {
  mediamuterequest: readVolume,
  mediaunmuterequest: readVolume,
  mediavolumerequest: readVolume,
  mediaplaybackraterequest: ({ playbackRate }) => ({ rate: playbackRate }),
  mediashowsubtitlesrequest: readCaptions,
  mediadisablesubtitlesrequest: readCaptions,
  mediatogglesubtitlesrequest: readCaptions,
  [APPEARANCE_REQUEST]: (player) => ({ appearance: readAppearance(player) }),
  mediaaudiotrackrequest: ({ audioTracks }) => {
    const track = [...audioTracks].find(({ enabled }) => enabled);
    return track ? { audio: describe(track) } : {};
  },
};

function readVolume({ volume, muted }: FeaturePlayer): Settings {
  return { volume, muted };
}

function readCaptions(player: FeaturePlayer): Settings {
  const shown = [...player.textTracks].find(isShown);
  return { captions: shown ? describe(shown) : null };
}

const describe = ({ language, kind }: { language: string; kind?: string }): TrackChoice => ({
  language,
  kind: kind ?? '',
});

/**
 * Tracks appear one by one while the video loads, and players and browsers select among them again.
 * So each is chosen until it can play.
 */
function restore(player: FeaturePlayer, signal: AbortSignal, getSettings: () => Settings): void {
  // Faster, a live stream would wait for data at once.
  const restoreRate = () => isLive(player) || (player.playbackRate = chooseRate(getSettings(), player));
  if (player.readyState >= HAVE_METADATA) restoreRate();
  else player.addEventListener('loadedmetadata', restoreRate, { once: true, signal });

  const loading = new AbortController();
  const listening = { signal: AbortSignal.any([loading.signal, signal]) };
  const restoreTracks = () => {
    const { captions, audio, description } = getSettings();
    const tracks = [...player.audioTracks];
    // Another track of the same language may be the described one.
    const isSpoken = description && tracks.some(({ enabled, language }) => enabled && language === audio?.language);
    const track = audio && !isSpoken && findCounterpart(tracks, audio);
    if (track && !track.enabled) track.enabled = true;
    if (captions !== undefined) showCaptions(player, captions);
    if (player.readyState >= HAVE_FUTURE_DATA) loading.abort();
  };
  player.audioTracks.addEventListener('addtrack', restoreTracks, listening);
  for (const type of ['addtrack', 'change']) player.textTracks.addEventListener(type, restoreTracks, listening);
  player.addEventListener('canplay', restoreTracks, listening);
  restoreTracks();
}

/** `null`: no captions. Without a track in the language, the page decides. */
function showCaptions(player: FeaturePlayer, choice: TrackChoice | null): void {
  const chosen = choice && findCounterpart([...player.textTracks].filter(isCaptions), choice);
  if (chosen || !choice) showOnly(player.textTracks, chosen);
}

/** What a viewer has chosen with the controls. Nothing in it tells which videos. */
export interface Settings {
  /** From 0 to 1. */
  readonly volume?: number;
  readonly muted?: boolean;
  readonly rate?: number;
  /** `null`: off. */
  readonly captions?: TrackChoice | null;
  readonly audio?: TrackChoice;
  /** Whether audio description is on. */
  readonly description?: boolean;
  /** How captions look. */
  readonly appearance?: CaptionAppearance;
}

export interface TrackChoice {
  readonly language: string;
  readonly kind: string;
}

/** Reads what was stored, perhaps by another version or by somebody else. */
export function parseSettings(value: unknown): Settings {
  const { volume, muted, rate, captions, audio, description, appearance } = (value ?? {}) as Record<string, unknown>;
  return {
    ...(isWithin(volume, 0, 1) && { volume }),
    ...(typeof muted === 'boolean' && { muted }),
    // The rates that every browser accepts.
    ...(isWithin(rate, 0.25, 4) && { rate }),
    ...((captions === null || isTrack(captions)) && { captions }),
    ...(isTrack(audio) && { audio }),
    ...(typeof description === 'boolean' && { description }),
    ...(appearance !== undefined && { appearance: parseAppearance(appearance) }),
  };
}

/**
 * Returns the volume to restore. A page that has set one wins, also by the attribute `muted`. With
 * the attribute and sound, it has unmuted the player while this code loaded.
 */
export const chooseVolume = (
  { volume, muted = false }: Settings,
  current: Pick<HTMLMediaElement, 'volume' | 'muted' | 'defaultMuted'>,
) => ({
  volume: current.volume === 1 ? (volume ?? 1) : current.volume,
  muted: current.muted || (muted && !current.defaultMuted),
});

/** Returns the speed to restore. A page that has set one wins. */
export const chooseRate = (
  { rate }: Settings,
  { playbackRate, defaultPlaybackRate }: Pick<HTMLMediaElement, 'playbackRate' | 'defaultPlaybackRate'>,
): number => (playbackRate === 1 && defaultPlaybackRate === 1 ? (rate ?? 1) : playbackRate);

const isWithin = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;

function isTrack(value: unknown): value is TrackChoice {
  const { language, kind } = (value ?? {}) as Record<string, unknown>;
  return typeof language === 'string' && language !== '' && typeof kind === 'string';
}
