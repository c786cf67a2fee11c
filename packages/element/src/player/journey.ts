import type { Clock } from '../clock.js';
import { accompany, type Companion } from '../companions/index.js';
import type { Player } from './player.js';
import type { Run } from './run.js';

/** What rides along with a source that is being played is told of the present, at each look. */
export function setOut(run: Pick<Run, 'source' | 'share' | 'life'>, player: Player, clock: Clock): Companion {
  const { source, life } = run;
  const { session } = run.share;
  return accompany({
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
  });
}
