import { createEntry } from './entry.js';
import { forEachVideo } from './each-video.js';
import { isLive, type HabitPlayer } from './player.js';
import { createPositions, type ResumeStore } from './positions.js';
import { decideResume, decideStorage, isChosen, isDue } from './resume-rules.js';

/** Continues each video where the viewer stopped, and stores where that is. */
export function startResume(
  player: HabitPlayer,
  lifetime: AbortSignal,
  positions: ResumeStore = createPositions(createEntry('secure-stream:positions')),
  page: EventTarget = globalThis,
): void {
  const getStore = () => player.resumeStore ?? positions;
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

/** Returns nothing if the page or the viewer has sought meanwhile. */
async function readPosition(
  player: HabitPlayer,
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

const readLink = async (player: HabitPlayer) => (await import('./time/time-fragment.js')).isLinked(player);

async function resumeAt(
  player: HabitPlayer,
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
  const answer = await attempt(async () => (await import('./question.js')).askToResume(player, position, signal, seek));
  if (answer === 'start over') await attempt(onStartOver);
}

/** Stores the position after some seconds of playback, at a pause, and when the page or the player is left. */
function storePosition(
  player: HabitPlayer,
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

/** Calls at once. Returns `undefined` if it throws or rejects. */
async function attempt<Result>(call: () => Result | Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}
