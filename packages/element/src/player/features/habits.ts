import { getPlayer, type SecureStreamElement } from '../../stream/secure-stream.js';
import type { HabitPlayer } from './player.js';

/** Runs until the signal is aborted. */
type Habit = (player: HabitPlayer, lifetime: AbortSignal) => void;

/** When a habit is wanted, and its code, which loads then. */
const HABITS: readonly (readonly [isWanted: (player: HabitPlayer) => boolean, load: () => Promise<Habit>])[] = [
  [({ resume }) => resume !== false, () => import('./resume.js').then(({ startResume }) => startResume)],
  [({ noRemember }) => !noRemember, () => import('./remember.js').then(({ startRemember }) => startRemember)],
  [
    ({ videoTitle }) => videoTitle !== '' && 'mediaSession' in navigator,
    () => import('./media-session.js').then(({ startMediaSession }) => startMediaSession),
  ],
  [
    ({ timeFragment }) => timeFragment,
    () => import('./time/time-fragment.js').then(({ startTimeFragment }) => startTimeFragment),
  ],
  [
    ({ loopStart, loopEnd }) => loopStart !== undefined || loopEnd !== undefined,
    () => import('./time/loop.js').then(({ startLoop }) => startLoop),
  ],
  [
    ({ nextVideoId }) => nextVideoId !== '',
    async () => {
      const [{ startNextVideo }, { createActions }] = await Promise.all([
        import('./next/next-video.js'),
        import('./next/play-next.js'),
      ]);
      return (player, lifetime) => {
        const stream = player.shadowRoot!.querySelector<SecureStreamElement>('secure-stream')!;
        startNextVideo(player, lifetime, createActions(stream, getPlayer(stream)));
      };
    },
  ],
];

/**
 * Returns a function that starts and ends habits by the attributes of the player, and ends all when it is not in a document. A habit that
 * fails leaves playback and the others as they are.
 */
export function createHabits(player: HabitPlayer): () => void {
  const running = HABITS.map((): AbortController | undefined => undefined);
  return () => {
    for (const [index, [isWanted, load]] of HABITS.entries())
      if (!player.isConnected || !isWanted(player)) {
        running[index]?.abort();
        running[index] = undefined;
      } else if (!running[index]) {
        const { signal } = (running[index] = new AbortController());
        load()
          .then((start) => signal.aborted || start(player, signal))
          .catch(() => undefined);
      }
  };
}
