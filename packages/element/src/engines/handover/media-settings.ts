import type { MediaPort } from '../../media/media-port.js';
import { restoreModes } from '../../tracks/text-track-modes.js';
import { listTextTracks } from '../../tracks/text-tracks.js';

/** Copies what the viewer and the page have set, without volume and mute: only one of the two players may be audible. */
export function copySettings(to: MediaPort, from: MediaPort): void {
  for (const name of COPIED_PROPERTIES) if (from[name] !== to[name]) Object.assign(to, { [name]: from[name] });
  restoreModes(listTextTracks(to), listTextTracks(from));
}

/** Copies volume and mute. */
export function copyVolume(to: MediaPort, from: MediaPort): void {
  to.volume = from.volume;
  to.muted = from.muted;
}

const COPIED_PROPERTIES = [
  'playbackRate',
  'defaultPlaybackRate',
  'preservesPitch',
  'loop',
  'controls',
  'disablePictureInPicture',
  'disableRemotePlayback',
] as const satisfies readonly (keyof MediaPort)[];
