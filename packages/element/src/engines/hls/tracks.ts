import type Hls from 'hls.js';
import type { Level } from 'hls.js';
import { MediaTracksMixin, type VideoRendition } from 'media-tracks';
import type { EngineTracks } from '../engine.js';

/** Where the library keeps its lists. WebKit has lists of its own, which it asks of `nativeEl`: of a `<video>` that has none. */
class TrackLists extends MediaTracksMixin(
  class extends EventTarget {
    readonly nativeEl = document.createElement('video');
  },
) {}

/** The qualities and sound tracks of hls.js, to be looked at and chosen from. Addresses stay inside: `src` is empty. */
export class HlsTracks implements EngineTracks {
  readonly #tracks = new TrackLists();
  #hls: Hls | undefined;
  /** hls.js counts its levels anew when it removes one. */
  readonly #renditions = new Map<Level, VideoRendition>();

  get videoRenditions() {
    return this.#tracks.videoRenditions;
  }

  get audioTracks() {
    return this.#tracks.audioTracks;
  }

  isForced(track: TextTrack): boolean {
    return this.#hls?.subtitleTracks.some(({ forced, trackNode }) => forced && trackNode?.track === track) ?? false;
  }

  /** Lives as long as `hls`. */
  bind(hls: Hls, { Events }: typeof import('hls.js')): void {
    this.#hls = hls;
    hls.on(Events.MANIFEST_PARSED, () => this.#updateRenditions(hls));
    hls.on(Events.LEVELS_UPDATED, () => this.#removeLevels(hls));
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#updateAudioTracks(hls));
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) => this.#markEnabled(id));
    hls.on(Events.DESTROYING, () => this.#clear());
    this.videoRenditions.addEventListener('change', () => {
      const { selectedIndex } = this.videoRenditions;
      // Setting it, even to what it is, throws away what is buffered ahead.
      if (hls.manualLevel !== selectedIndex) hls.nextLevel = selectedIndex;
    });
    this.audioTracks.addEventListener('change', () => {
      const selected = [...this.audioTracks].find((track) => track.enabled && track.id !== String(hls.audioTrack));
      if (!selected) return;
      hls.audioTrack = Number(selected.id);
    });
  }

  #updateRenditions({ levels }: Hls): void {
    this.#clear();
    const track = this.#tracks.addVideoTrack('main');
    track.selected = true;
    levels.forEach((level, index) => {
      const { width, height, videoCodec, bitrate, frameRate } = level;
      const rendition = track.addRendition('', width, height, videoCodec, bitrate, frameRate);
      rendition.id = String(index);
      this.#renditions.set(level, rendition);
    });
  }

  /** The renditions that are left keep their objects and ids, and the selected one stays selected. */
  #removeLevels(hls: Hls): void {
    const [track] = this.#tracks.videoTracks;
    for (const [level, rendition] of this.#renditions) {
      if (hls.levels.includes(level)) continue;
      this.#renditions.delete(level);
      track?.removeRendition(rendition);
    }
    // hls.js takes the level that it loads for the one that was chosen. Unlike `nextLevel`, this keeps the buffer.
    const { selectedIndex } = this.videoRenditions;
    if (hls.manualLevel !== selectedIndex) hls.loadLevel = selectedIndex;
  }

  #updateAudioTracks(hls: Hls): void {
    for (const track of this.audioTracks) this.#tracks.removeAudioTrack(track);
    for (const { id, name, lang = '', default: isDefault } of hls.audioTracks) {
      const track = this.#tracks.addAudioTrack(isDefault ? 'main' : 'alternative', name, lang);
      track.id = String(id);
    }
    this.#markEnabled(hls.audioTrack);
  }

  /** One sounds at a time. */
  #markEnabled(id: number): void {
    for (const track of this.audioTracks) track.enabled = track.id === String(id);
  }

  #clear(): void {
    this.#renditions.clear();
    for (const track of this.#tracks.videoTracks) this.#tracks.removeVideoTrack(track);
    for (const track of this.#tracks.audioTracks) this.#tracks.removeAudioTrack(track);
  }
}
