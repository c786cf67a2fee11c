export interface VolumeState {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

/** Whether two volumes sound the same. WebKit returns `volume` with half of its digits. */
export const isSameVolume = (first: VolumeState, second: VolumeState): boolean =>
  first.muted === second.muted && Math.abs(first.volume - second.volume) < 0.001;
