import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';

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
      const isDisabled = track?.mode === 'disabled';
      if (isDisabled) track.mode = 'hidden';
      super._appendCues(cues, index);
      if (isDisabled) track.mode = 'disabled';
    }
  }
  Object.assign(config, { timelineController: CueKeepingController });
}
