export interface VolumeState {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

/** Whether two volumes sound the same. WebKit stores `volume` as a 32-bit number. */
export const isSameVolume = (first: VolumeState, second: VolumeState): boolean =>
  first.muted === second.muted && Math.abs(first.volume - second.volume) < 0.001;
