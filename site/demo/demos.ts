/** What the site says about a demo. The pages import this alone, and no player. */
export interface DemoText {
  readonly title: string;
  /** What to watch for. */
  readonly caption: string;
  /** Two players beside each other. */
  readonly isWide?: boolean;
}

export const DEMOS = {
  start: {
    title: 'A protected video plays through its renewals',
    caption:
      'Each token is valid for ten seconds. The player renews it in time: the picture does not stop, and no request is refused. Revoke the key, and one request is refused and repeated.',
  },
  player: {
    title: 'The finished player',
    caption: 'Seek bar with previews, menus for captions, audio, quality and speed, keys. The tokens last ten seconds.',
  },
  react: {
    title: '<SecureStream> in a React app',
    caption:
      'A React component with handlers. The tokens last ten seconds, and React renders nothing when one changes.',
  },
  'viewing-limits': {
    title: 'Two devices, and one simultaneous playback',
    caption:
      'Play on the phone while the laptop plays. The phone is refused. If it takes over, the laptop ends at its next renewal, within six seconds.',
    isWide: true,
  },
  watermark: {
    title: 'A watermark with the name of the viewer',
    caption: 'The text comes from the token endpoint. Remove its element, and the player puts it back.',
  },
  blocked: {
    title: 'A viewer in a country that the token excludes',
    caption:
      'The token allows viewers in Great Britain only, and this viewer is in France. Move the viewer, and the player plays.',
  },
  'token-expired': {
    title: 'A token that nothing can renew',
    caption:
      'The page sets a token of six seconds and no token endpoint. Playback ends when the token and the buffer are used up.',
  },
} as const satisfies Record<string, DemoText>;

export type DemoName = keyof typeof DEMOS;

/** Throws for a name that no demo has: the build of the site then fails. */
export function findDemo(name: string): DemoText {
  if (!(name in DEMOS)) throw new Error(`there is no demo ${name}`);
  return DEMOS[name as DemoName];
}
