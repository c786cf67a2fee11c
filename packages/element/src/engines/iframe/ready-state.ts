import { MEDIA_CONSTANTS } from './members.js';

const { HAVE_NOTHING, HAVE_METADATA, HAVE_CURRENT_DATA, HAVE_FUTURE_DATA, HAVE_ENOUGH_DATA } = MEDIA_CONSTANTS;

/** Returns `readyState` after an event, as far as a frame's events reveal it (HTML, "Ready states"). */
export function nextReadyState(event: string, state: number): number {
  switch (event) {
    case 'loadstart':
    case 'emptied':
      return HAVE_NOTHING;
    case 'loadedmetadata':
      return Math.max(state, HAVE_METADATA);
    case 'loadeddata':
    case 'seeked':
      return Math.max(state, HAVE_CURRENT_DATA);
    case 'canplay':
    case 'playing':
      return Math.max(state, HAVE_FUTURE_DATA);
    case 'canplaythrough':
      return HAVE_ENOUGH_DATA;
    case 'waiting':
      return Math.min(state, HAVE_CURRENT_DATA);
    case 'seeking':
      return Math.min(state, HAVE_METADATA);
    default:
      return state;
  }
}

/** Events after which the player may have started or stopped. */
export const POSITION_EVENTS: ReadonlySet<string> = new Set([
  'loadedmetadata',
  'canplay',
  'canplaythrough',
  'playing',
  'waiting',
  'seeking',
  'seeked',
  'pause',
  'play',
  'ratechange',
  'ended',
  'error',
]);
