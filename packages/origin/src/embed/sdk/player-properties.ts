/** Every property of the player, with its value before the first message. */
export const INITIAL_PROPERTIES = {
  adUrl: '',
  autoplay: false,
  buffered: { ranges: [] },
  controls: true,
  currentTime: 0,
  defaultTextTrack: '',
  duration: NaN,
  ended: false,
  letterboxColor: '',
  loop: false,
  muted: false,
  paused: true,
  playbackRate: 1,
  played: { ranges: [] },
  poster: '',
  preload: 'none',
  primaryColor: '',
  src: '',
  videoHeight: 0,
  videoWidth: 0,
  volume: 1,
} as const;

export type PlayerProperty = keyof typeof INITIAL_PROPERTIES;

const READ_ONLY = new Set<string>(['buffered', 'duration', 'ended', 'paused', 'played', 'videoHeight', 'videoWidth']);

export const isPlayerProperty = (name: string): name is PlayerProperty => Object.hasOwn(INITIAL_PROPERTIES, name);

export const isReadOnly = (name: PlayerProperty): boolean => READ_ONLY.has(name);
