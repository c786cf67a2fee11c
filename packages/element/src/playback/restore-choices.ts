import type { AudioTrack, AudioTrackList, VideoRenditionList } from 'media-tracks';
import type { Engine } from '../engines/engine.js';
import type { MediaPort } from '../media/media-port.js';
import { findCounterpart, isSameTrack, isShown } from '../tracks/text-tracks.js';
import { findRendition, type PlaybackChoices } from './playback-choices.js';

/** Applies earlier choices to a new engine, each as soon as its tracks are known. */
export function restoreChoices(choices: PlaybackChoices, { media, tracks }: Engine, signal: AbortSignal): void {
  restoreRate(media, choices, signal);
  restoreCaptions(media, choices, signal);
  if (!tracks) return;
  const renditions = tracks.videoRenditions as VideoRenditionList;
  const audioTracks = tracks.audioTracks as AudioTrackList;
  const { rendition, audio } = choices;
  const restoreRendition = () => {
    if (rendition && rendition !== 'auto' && renditions.length > 0)
      renditions.selectedIndex = findRendition(renditions, rendition);
  };
  const restoreAudio = () => {
    const track = audio && findCounterpart<AudioTrack>(audioTracks, audio);
    if (track && !track.enabled) track.enabled = true;
  };
  // The engine may fill its lists before and during the load, more than once.
  const loading = endOnce(media, 'canplay', signal);
  renditions.addEventListener('addrendition', restoreRendition, { once: true, signal });
  audioTracks.addEventListener('addtrack', restoreAudio, { signal: loading });
  restoreRendition();
  restoreAudio();
}

/**
 * A load resets the playback rate of a `<video>` to its default (HTML, "media element load algorithm"): after `emptied` and before
 * `loadstart`. Any other change is a later choice of the viewer.
 */
function restoreRate(media: MediaPort, choices: PlaybackChoices, signal: AbortSignal): void {
  let { rate } = choices;
  let isReset = true;
  const note = () => {
    if (!isReset || media.playbackRate !== media.defaultPlaybackRate) rate = media.playbackRate;
  };
  const restore = () => {
    if (media.playbackRate !== rate) media.playbackRate = rate;
    isReset = false;
  };
  note();
  restore();
  isReset = true;
  const loading = { signal: endOnce(media, 'loadeddata', signal) };
  media.addEventListener('ratechange', note, loading);
  media.addEventListener('emptied', () => (isReset = true), loading);
  for (const event of ['loadstart', 'loadedmetadata']) media.addEventListener(event, restore, loading);
}

/**
 * Text tracks appear one by one, and players select among them again during the load. So the modes are set again until `canplay`. After
 * that, only a track that was not there yet gets its mode, once: a renewal adds known tracks again, whose mode the viewer may have changed.
 */
function restoreCaptions(media: MediaPort, { captions }: PlaybackChoices, signal: AbortSignal): void {
  const { textTracks } = media;
  if (!textTracks || captions.length === 0) return;
  let pending = captions;
  const restore = (track: TextTrack) => {
    const same = pending.find((choice) => isSameTrack(choice, track));
    const shown = pending.find(isShown);
    const isCounterpart = !same && shown && findCounterpart(textTracks, shown) === track;
    const mode = isCounterpart ? shown.mode : same?.mode;
    if (mode && track.mode !== mode) track.mode = mode;
  };
  const restoreAll = () => Array.from(textTracks).forEach(restore);
  const dropRestored = () =>
    (pending = pending.filter((choice) => Array.from(textTracks).every((track) => !isSameTrack(choice, track))));
  const loading = endOnce(media, 'canplay', signal);
  for (const event of ['loadedmetadata', 'loadeddata']) media.addEventListener(event, restoreAll, { signal: loading });
  textTracks.addEventListener('addtrack', ({ track }) => track && restore(track), { signal });
  media.addEventListener(
    'canplay',
    () => {
      restoreAll();
      dropRestored();
      textTracks.addEventListener('addtrack', dropRestored, { signal });
    },
    { once: true, signal },
  );
}

/** A signal that is aborted at the next event of this name, or with `signal`. */
function endOnce(media: MediaPort, event: string, signal: AbortSignal): AbortSignal {
  const lifetime = new AbortController();
  media.addEventListener(event, () => lifetime.abort(), { once: true, signal });
  return AbortSignal.any([lifetime.signal, signal]);
}
