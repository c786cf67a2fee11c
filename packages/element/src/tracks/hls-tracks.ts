import type Hls from 'hls.js';
import { MediaTracksMixin } from 'media-tracks';
import type { EngineTracks } from '../engine/engine.js';

/** Where the library keeps its lists. WebKit has lists of its own, which it asks of `nativeEl`: of a `<video>` that has none. */
class Tracks extends MediaTracksMixin(
  class extends EventTarget {
    readonly nativeEl = document.createElement('video');
  },
) {}

/** The qualities and sound tracks of hls.js, to be looked at and chosen from. Addresses stay inside: `src` is empty. */
export class HlsTracks implements EngineTracks {
  readonly #tracks = new Tracks();

  get videoRenditions() {
    return this.#tracks.videoRenditions;
  }

  get audioTracks() {
    return this.#tracks.audioTracks;
  }

  /** Lives as long as `hls`. */
  follow(hls: Hls, { Events }: typeof import('hls.js')): void {
    hls.on(Events.MANIFEST_PARSED, () => this.#showLevels(hls));
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#showSound(hls));
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) => this.#mark(id));
    hls.on(Events.DESTROYING, () => this.#clear());
    this.videoRenditions.addEventListener('change', () => {
      const { selectedIndex } = this.videoRenditions;
      // Setting it, even to what it is, throws away what is buffered ahead.
      if (hls.manualLevel !== selectedIndex) hls.nextLevel = selectedIndex;
    });
    this.audioTracks.addEventListener('change', () => {
      const chosen = [...this.audioTracks].find((track) => track.enabled && track.id !== String(hls.audioTrack));
      if (!chosen) return;
      hls.audioTrack = Number(chosen.id);
    });
  }

  #showLevels({ levels }: Hls): void {
    this.#clear();
    const track = this.#tracks.addVideoTrack('main');
    track.selected = true;
    levels.forEach(({ width, height, videoCodec, bitrate, frameRate }, index) => {
      track.addRendition('', width, height, videoCodec, bitrate, frameRate).id = String(index);
    });
  }

  #showSound(hls: Hls): void {
    for (const track of this.audioTracks) this.#tracks.removeAudioTrack(track);
    for (const { id, name, lang = '', default: main } of hls.audioTracks) {
      const track = this.#tracks.addAudioTrack(main ? 'main' : 'alternative', name, lang);
      track.id = String(id);
    }
    this.#mark(hls.audioTrack);
  }

  /** One sounds at a time. */
  #mark(id: number): void {
    for (const track of this.audioTracks) track.enabled = track.id === String(id);
  }

  #clear(): void {
    for (const track of this.#tracks.videoTracks) this.#tracks.removeVideoTrack(track);
    for (const track of this.#tracks.audioTracks) this.#tracks.removeAudioTrack(track);
  }
}
