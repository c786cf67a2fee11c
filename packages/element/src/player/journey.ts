import type { Clock } from '../clock.js';
import type { Journey } from '../companions/index.js';
import type { Player } from './player.js';
import type { Run } from './run.js';

/** What those who ride along may know of a source that is being played: the present, at each look. */
export function journeyOf(run: Pick<Run, 'source' | 'share' | 'life'>, player: Player, clock: Clock): Journey {
  const { source, life } = run;
  const { session } = run.share;
  return {
    source,
    clock,
    signal: life.signal,
    get media() {
      return player.media;
    },
    get state() {
      return player.state;
    },
    get wishes() {
      return player.wishes;
    },
    get token() {
      return session.token?.value ?? null;
    },
    liveToken: (signal) => session.live(signal),
    retry: () => player.retry(),
  };
}
