import type { AudioTrack, AudioTrackList, VideoRenditionList } from 'media-tracks';
import type { Engine } from '../../engines/engine.js';
import type { MediaPort } from '../../media/media-port.js';
import { findCounterpart } from '../../tracks/text-tracks.js';
import { findRendition, type PlaybackChoices } from './playback-choices.js';

/** Applies earlier choices to a new engine, each as soon as its tracks are known. */
export function restoreChoices(choices: PlaybackChoices, { media, tracks }: Engine, signal: AbortSignal): void {
  restoreRate(media, choices, signal);
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

/** A signal that is aborted at the next event of this name, or with `signal`. */
function endOnce(media: MediaPort, event: string, signal: AbortSignal): AbortSignal {
  const lifetime = new AbortController();
  media.addEventListener(event, () => lifetime.abort(), { once: true, signal });
  return AbortSignal.any([lifetime.signal, signal]);
}
