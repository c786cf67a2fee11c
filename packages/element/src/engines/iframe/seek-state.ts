/** The seeks of a frame's player. Positions are in seconds. */
export type SeekState =
  | { readonly status: 'none' }
  /** Set before the metadata. */
  | { readonly status: 'queued'; readonly target: number }
  /** `unconfirmed`: seeks from this side whose `seeking` event has not arrived yet. `isStart`: a load started there. */
  | { readonly status: 'seeking'; readonly target: number; readonly unconfirmed: number; readonly isStart: boolean }
  /** Where a load sought to. The frame seeks there by itself too, and `isRepeated` until that seek has completed. */
  | { readonly status: 'at-start'; readonly position: number; readonly isRepeated: boolean };

export const NO_SEEK: SeekState = { status: 'none' };

/** Returns the target of a seek that has not completed. */
export const seekTarget = (state: SeekState): number | null => ('target' in state ? state.target : null);

export function startSeek(state: SeekState, target: number, isStart: boolean): SeekState {
  const unconfirmed = (state.status === 'seeking' ? state.unconfirmed : 0) + 1;
  return { status: 'seeking', target, unconfirmed, isStart };
}

/** Whether an event of the frame belongs to an earlier seek, or repeats the seek of a load. */
export function isStaleSeek(state: SeekState, event: string, position: number): boolean {
  if (event === 'seeking') return isRepetition(state, position);
  return (
    event === 'seeked' &&
    ((state.status === 'seeking' && state.unconfirmed > 0) || (state.status === 'at-start' && state.isRepeated))
  );
}

/** Returns the state after an event of the frame, which plays at `position`. */
export function nextSeekState(state: SeekState, event: string, position: number): SeekState {
  switch (event) {
    case 'seeking':
      if (state.status === 'queued') return state;
      if (isRepetition(state, position)) return { ...state, isRepeated: true };
      if (state.status !== 'seeking') return { status: 'seeking', target: position, unconfirmed: 0, isStart: false };
      // A frame may announce two assignments as one seek.
      return { ...state, unconfirmed: isSeekDone(state, position) ? 0 : Math.max(0, state.unconfirmed - 1) };
    case 'seeked':
      if (state.status === 'at-start') return { ...state, isRepeated: false };
      if (state.status !== 'seeking') return NO_SEEK;
      if (state.unconfirmed > 0) return state;
      return state.isStart ? { status: 'at-start', position: state.target, isRepeated: false } : NO_SEEK;
    case 'timeupdate':
      return state.status === 'at-start' && !state.isRepeated && !isRepetition(state, position) ? NO_SEEK : state;
    default:
      return state;
  }
}

/** Whether the frame plays where it has to seek to. */
export const isSeekDone = (state: SeekState, position: number): boolean =>
  'target' in state && Math.abs(position - state.target) < SEEK_PRECISION_S;

const isRepetition = (state: SeekState, position: number): state is Extract<SeekState, { status: 'at-start' }> =>
  state.status === 'at-start' && Math.abs(position - state.position) < REPEATED_SEEK_S;

const SEEK_PRECISION_S = 0.001;
const REPEATED_SEEK_S = 0.2;
