import type { Action } from './script.ts';

/** The choices of the viewer. `undefined`: no choice, so any value is correct. */
export interface Choices {
  readonly playing: boolean | undefined;
  readonly rate: number | undefined;
  readonly volume: number;
  readonly muted: boolean;
  /** A language; `null` for none. */
  readonly captions: string | null | undefined;
  readonly dub: string | undefined;
  /** The height of a rendition; `null` for automatic. */
  readonly quality: number | null | undefined;
}

export const FIRST_CHOICES: Choices = {
  playing: true,
  rate: 1,
  volume: 1,
  muted: true,
  captions: undefined,
  dub: undefined,
  quality: undefined,
};

/** Applies an action. `chosen` is the value that an index selected, or `undefined` if there was nothing to select. */
export function choose(choices: Choices, action: Action, chosen: string | number | null | undefined): Choices {
  switch (action.do) {
    case 'play':
      return { ...choices, playing: true };
    case 'pause':
    // As with `<video>`: what is removed from the page for longer than a microtask pauses.
    case 'reinsert':
      return { ...choices, playing: false };
    case 'rate':
      // Unlike the others, a rate that the browser does not play replaces the earlier one.
      return { ...choices, rate: chosen as number | undefined };
    case 'volume':
      return { ...choices, volume: action.value };
    case 'mute':
    case 'unmute':
      return { ...choices, muted: action.do === 'mute' };
    case 'captions':
    case 'dub':
    case 'quality':
      return chosen === undefined ? choices : { ...choices, [action.do]: chosen };
    default:
      return choices;
  }
}
