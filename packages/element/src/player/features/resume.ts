import { forEachVideo } from './each-video.js';
import { isLive, type FeaturePlayer, type ResumeStore } from './properties.js';
import { createStoredValue, type StoredValue } from './stored-value.js';

/** Continues each video where the viewer stopped, and stores where that is. */
export function attach(
  player: FeaturePlayer,
  lifetime: AbortSignal,
  positions: ResumeStore = createPositions(createStoredValue('secure-stream:positions')),
  page: EventTarget = globalThis,
): void {
  const getStore = () => player.resumeStore ?? (player.progressEndpoint ? preferSite(player, positions) : positions);
  forEachVideo(player, lifetime, async (signal) => {
    const { videoId = '' } = player;
    const stored = await readPosition(player, getStore, videoId, signal);
    const isLinked = player.timeFragment && (await attempt(() => readLink(player)));
    if (signal.aborted) return;
    const { startTime } = player;
    const position = decideResume({ stored, startTime, isLinked: isLinked ?? false, isLive: isLive(player) });
    if (position !== undefined) await resumeAt(player, position, signal, () => getStore().delete(videoId));
    if (!signal.aborted) storePosition(player, getStore, videoId, signal, page);
  });
}

/** The site knows from the reports where the viewer was on any device. If it does not answer, this device does. */
const preferSite = (player: FeaturePlayer, positions: ResumeStore): ResumeStore => ({
  ...positions,
  async get(videoId) {
    const { progressEndpoint: url = '', tokenCredentials: credentials, tokenRequest: request } = player;
    const { readRemotePosition } = await import('../../progress/request.js');
    const remote = await attempt(() => readRemotePosition({ url, credentials, request, videoId }));
    if (!remote) return positions.get(videoId);
    const { position: currentTime, duration } = remote;
    return decideStorage({ currentTime, duration, isLive: false }) === 'store' ? currentTime : undefined;
  },
});

/** Returns nothing if the page or the viewer has sought meanwhile. */
async function readPosition(
  player: FeaturePlayer,
  getStore: () => ResumeStore,
  videoId: string,
  signal: AbortSignal,
): Promise<unknown> {
  let isSought = false;
  const onSeeking = () => (isSought ||= isChosen(player.currentTime, false));
  player.addEventListener('seeking', onSeeking, { signal });
  const stored = await attempt(() => getStore().get(videoId));
  player.removeEventListener('seeking', onSeeking);
  return isSought || isChosen(player.currentTime, player.played.length > 0) ? undefined : stored;
}

const readLink = async (player: FeaturePlayer) => (await import('./time-fragment.js')).isLinked(player);

async function resumeAt(
  player: FeaturePlayer,
  position: number,
  signal: AbortSignal,
  onStartOver: () => void,
): Promise<void> {
  const seek = () => {
    player.currentTime = position;
    // An engine that comes later may not know.
    const repeat = () => isChosen(player.currentTime, false) || (player.currentTime = position);
    if (player.readyState === 0) player.addEventListener('loadedmetadata', repeat, { once: true, signal });
  };
  if (player.resume !== 'ask') return seek();
  const answer = await attempt(() => askToResume(player, position, signal, seek));
  if (answer === 'start over') await attempt(onStartOver);
}

type Answer = 'continue' | 'start over' | 'none';

/**
 * Asks whether to continue at a position, and plays after the answer. The question ends without one
 * on Escape, when somebody seeks, and after some seconds of playback.
 */
async function askToResume(
  player: FeaturePlayer,
  position: number,
  signal: AbortSignal,
  seek: () => void,
): Promise<Answer> {
  const [{ showPanel }, { formatTime }] = await Promise.all([import('./panel.js'), import('media-chrome/utils/time')]);
  const asking = new AbortController();
  const listening = { signal: asking.signal };
  return new Promise((resolve, reject) => {
    const end = (answer: Answer) => {
      asking.abort();
      resolve(answer);
    };
    const reply = (answer: Answer, act: () => void) => () => {
      end(answer);
      act();
      player.play().catch(() => undefined);
    };
    const endIfChosen = (hasPlayed: boolean) => isChosen(player.currentTime, hasPlayed) && end('none');
    player.addEventListener('seeking', () => endIfChosen(false), listening);
    player.addEventListener('timeupdate', () => endIfChosen(true), listening);
    signal.addEventListener('abort', () => end('none'), listening);
    if (signal.aborted) end('none');
    showPanel(player, asking.signal, (texts) => ({
      name: 'resume',
      role: 'dialog',
      buttons: [
        [texts.resume, reply('continue', seek)],
        [texts.startOver, reply('start over', () => (player.currentTime = 0))],
      ],
      onEscape: () => end('none'),
      writeText: (text) => text.append(texts.resumeAt.replace('{time}', formatTime(position))),
    })).catch(reject);
  });
}

/**
 * Stores the position after some seconds of playback, at a pause, and when the page or the player
 * is left.
 */
function storePosition(
  player: FeaturePlayer,
  getStore: () => ResumeStore,
  videoId: string,
  signal: AbortSignal,
  page: EventTarget,
): void {
  let lastTime = player.currentTime;
  const store = () => {
    // The page has set another video, and the player has not followed yet.
    if (player.videoId !== videoId) return;
    const { currentTime, duration } = player;
    lastTime = currentTime;
    const decision = decideStorage({ currentTime, duration, isLive: isLive(player) });
    if (decision !== 'keep')
      void attempt(() => (decision === 'store' ? getStore().set(videoId, currentTime) : getStore().delete(videoId)));
  };
  player.addEventListener('timeupdate', () => isDue(player.currentTime, lastTime) && store(), { signal });
  player.addEventListener('pause', store, { signal });
  page.addEventListener('pagehide', store, { signal });
  signal.addEventListener('abort', store);
}

/** Seconds. Do not resume if the viewer stopped this early, or this near to the end. */
const MARGIN_S = 10;
/** The share of a video that is credits. */
const CREDITS = 0.05;
/** Seconds of playback between two times at which the position is stored. */
const INTERVAL_S = 5;
/** Seconds. Engines move the start of a video a little, which nobody chose. */
const START_S = 1;

interface Moment {
  /** Seconds. */
  readonly currentTime: number;
  /** Seconds. `NaN` while it is unknown. */
  readonly duration: number;
  readonly isLive: boolean;
}

/** What to do with the stored position of a video. */
export function decideStorage({ currentTime, duration, isLive }: Moment): 'store' | 'keep' | 'delete' {
  if (isLive || !Number.isFinite(duration)) return 'keep';
  if (duration - currentTime <= Math.max(MARGIN_S, duration * CREDITS)) return 'delete';
  return currentTime < MARGIN_S ? 'keep' : 'store';
}

/** Whether the position is far enough from where it was last stored. */
export const isDue = (currentTime: number, lastTime: number): boolean => Math.abs(currentTime - lastTime) >= INTERVAL_S;

/** Whether the page or the viewer has chosen a position. */
export const isChosen = (currentTime: number, hasPlayed: boolean): boolean =>
  currentTime >= (hasPlayed ? MARGIN_S : START_S);

interface ResumeInput {
  /** From a store of the page, so it may be anything. */
  readonly stored: unknown;
  /** The page's. Not a number: none. */
  readonly startTime: number | null | undefined;
  /** Whether the viewer has followed a link to a time of the video. */
  readonly isLinked: boolean;
  readonly isLive: boolean;
}

/** Returns the position to continue at, in seconds. */
export const decideResume = ({ stored, startTime, isLinked, isLive }: ResumeInput): number | undefined =>
  isLive || isLinked || Number.isFinite(startTime) || !Number.isFinite(stored) || (stored as number) < MARGIN_S
    ? undefined
    : (stored as number);

const MAX_VIDEOS = 50;

/** Stores the positions of the last videos in one stored. */
export function createPositions(stored: StoredValue): ResumeStore {
  const readOthers = (videoId: string) => parsePositions(stored.read()).filter(([id]) => id !== videoId);
  return {
    get: (videoId) => parsePositions(stored.read()).find(([id]) => id === videoId)?.[1],
    set: (videoId, seconds) => stored.write([...readOthers(videoId), [videoId, seconds]].slice(-MAX_VIDEOS)),
    delete: (videoId) => stored.write(readOthers(videoId)),
  };
}

/** Video id and seconds, the latest last. */
type Position = readonly [videoId: string, seconds: number];

const parsePositions = (value: unknown): Position[] =>
  Array.isArray(value)
    ? value.filter(
        (one: unknown): one is Position =>
          Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number',
      )
    : [];

/** Calls at once. Returns `undefined` if it throws or rejects. */
async function attempt<Result>(call: () => Result | Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}
