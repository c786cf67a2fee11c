import type Hls from 'hls.js';
import type { HlsConfig, Level } from 'hls.js';
import { MediaTracksMixin, type VideoRendition } from 'media-tracks';
import { changeCues } from '../../tracks/text-track-modes.js';
import type { EngineTracks } from '../engine.js';

/** The lists of media-tracks. WebKit has native lists, and media-tracks would read them from `nativeEl`; this one has none. */
class TrackLists extends MediaTracksMixin(
  class extends EventTarget {
    readonly nativeEl = document.createElement('video');
  },
) {}

/** The qualities and audio tracks of hls.js. URLs stay private: `src` is empty. */
export class HlsTracks implements EngineTracks {
  readonly #tracks = new TrackLists();
  #hls: Hls | undefined;
  /** hls.js renumbers its levels when it removes one. */
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

  /** Attaches to `hls` until it is destroyed. */
  bind(hls: Hls, { Events }: typeof import('hls.js')): void {
    this.#hls = hls;
    hls.on(Events.MANIFEST_PARSED, () => this.#updateRenditions(hls));
    hls.on(Events.LEVELS_UPDATED, () => this.#removeLevels(hls));
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#updateAudioTracks(hls));
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) => this.#markEnabled(id));
    const bound = new AbortController();
    hls.on(Events.DESTROYING, () => {
      this.#clear();
      // media-tracks keeps the first list of each length for ever, and with its listeners everything that they use.
      bound.abort();
    });
    const { signal } = bound;
    this.videoRenditions.addEventListener(
      'change',
      () => {
        const { selectedIndex } = this.videoRenditions;
        // An assignment clears the buffer ahead, even if the value is the same.
        if (hls.manualLevel !== selectedIndex) hls.nextLevel = selectedIndex;
      },
      { signal },
    );
    this.audioTracks.addEventListener(
      'change',
      () => {
        const selected = [...this.audioTracks].find((track) => track.enabled && track.id !== String(hls.audioTrack));
        if (selected) hls.audioTrack = Number(selected.id);
      },
      { signal },
    );
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

  /** The remaining renditions keep their objects and ids, and the selection is kept. */
  #removeLevels(hls: Hls): void {
    const [track] = this.#tracks.videoTracks;
    for (const [level, rendition] of this.#renditions) {
      if (hls.levels.includes(level)) continue;
      this.#renditions.delete(level);
      track?.removeRendition(rendition);
    }
    // hls.js treats the loading level as the selected one. Unlike `nextLevel`, this assignment keeps the buffer.
    const { selectedIndex } = this.videoRenditions;
    if (hls.manualLevel !== selectedIndex) hls.loadLevel = selectedIndex;
  }

  #updateAudioTracks(hls: Hls): void {
    for (const track of this.audioTracks) this.#tracks.removeAudioTrack(track);
    for (const { id, name, lang = '', default: isDefault, characteristics } of hls.audioTracks) {
      const isDescribed = characteristics?.includes('public.accessibility.describes-video');
      const kind = isDescribed ? 'main-desc' : isDefault ? 'main' : 'alternative';
      const track = this.#tracks.addAudioTrack(kind, name, lang);
      track.id = String(id);
    }
    this.#markEnabled(hls.audioTrack);
  }

  /** Only one audio track is enabled at a time. */
  #markEnabled(id: number): void {
    for (const track of this.audioTracks) track.enabled = track.id === String(id);
  }

  #clear(): void {
    this.#renditions.clear();
    for (const track of this.#tracks.videoTracks) this.#tracks.removeVideoTrack(track);
    for (const track of this.#tracks.audioTracks) this.#tracks.removeAudioTrack(track);
  }
}

/** The part of the class that hls.js does not export. */
type TimelineController = new (hls: Hls) => {
  destroy(): void;
  _appendCues(cues: VTTCue[], index: number): void;
};

/**
 * Adds cues to a text track that is disabled when they are parsed. hls.js drops them and counts their segment as loaded, so captions that
 * were turned off for a moment while they loaded stay empty (timeline-controller.ts of hls.js 1.7, `_appendCues`).
 */
export function keepCuesOfDisabledTracks(config: Partial<HlsConfig>, { DefaultConfig }: typeof Hls): void {
  const Base = (config.timelineController ?? DefaultConfig.timelineController) as TimelineController | undefined;
  if (!Base) return;
  class CueKeepingController extends Base {
    readonly #hls: Hls;

    constructor(hls: Hls) {
      super(hls);
      this.#hls = hls;
    }

    override _appendCues(cues: VTTCue[], index: number): void {
      const track = this.#hls.subtitleTracks[index]?.trackNode?.track;
      changeCues(track, () => super._appendCues(cues, index));
    }
  }
  Object.assign(config, { timelineController: CueKeepingController });
}
