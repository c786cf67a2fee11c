import { parseAppearance, type CaptionAppearance } from '../../tracks/caption-appearance.js';

/** What a viewer has chosen with the controls. Nothing in it tells which videos. */
export interface Settings {
  /** From 0 to 1. */
  readonly volume?: number;
  readonly muted?: boolean;
  readonly rate?: number;
  /** `null`: off. */
  readonly captions?: TrackChoice | null;
  readonly audio?: TrackChoice;
  /** How captions look. */
  readonly appearance?: CaptionAppearance;
}

export interface TrackChoice {
  readonly language: string;
  readonly kind: string;
}

/** Reads what was stored, perhaps by another version or by somebody else. */
export function parseSettings(value: unknown): Settings {
  const { volume, muted, rate, captions, audio, appearance } = (value ?? {}) as Record<string, unknown>;
  return {
    ...(isWithin(volume, 0, 1) && { volume }),
    ...(typeof muted === 'boolean' && { muted }),
    // The rates that every browser accepts.
    ...(isWithin(rate, 0.25, 4) && { rate }),
    ...((captions === null || isTrack(captions)) && { captions }),
    ...(isTrack(audio) && { audio }),
    ...(appearance !== undefined && { appearance: parseAppearance(appearance) }),
  };
}

/** Returns the volume to restore. A page that has set one wins, also by the attribute `muted`. */
export const chooseVolume = ({ volume, muted }: Settings, current: Pick<HTMLMediaElement, 'volume' | 'muted'>) => ({
  volume: current.volume === 1 ? (volume ?? 1) : current.volume,
  muted: current.muted || (muted ?? false),
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
