import { accompany, type Companion } from '../companions/index.js';
import { UNKNOWN_STREAM } from '../live/stream.js';
import type { Player, PlayerHost } from './player.js';
import { restoreChoices } from './restore-choices.js';
import type { Run } from './run.js';

/** What rides along with a source that is being played is told of the present, at each look. */
export function setOut(run: Run, player: Player, { clock, announce }: PlayerHost): Companion {
  const { source, life, playback } = run;
  const { session } = run.share;
  if (run.choices && playback.engine) restoreChoices(run.choices, playback.engine, life.signal);
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
    isForced: (track) => playback.engine?.tracks?.isForced?.(track) ?? false,
    get token() {
      return session.token?.value ?? null;
    },
    get lead() {
      return playback.engine?.lead ?? 0;
    },
    adjust: (wishes) => run.share.adjust(wishes),
    liveToken: (signal) => session.live(signal),
    retry: () => player.retry(),
    play: () => player.play(),
    get playlist() {
      return playback.engine?.playlist;
    },
    get finish() {
      const { engine } = playback;
      return engine?.finish?.bind(engine);
    },
    get stream() {
      return run.stream ?? UNKNOWN_STREAM;
    },
    set stream(stream) {
      run.stream = stream;
    },
    announce,
  });
}
