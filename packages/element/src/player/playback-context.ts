import { startControllers, type PlaybackController } from './controllers/index.js';
import { UNKNOWN_STREAM } from '../live/stream-type.js';
import type { Player, PlayerHost } from './player.js';
import { restoreChoices } from './restore-choices.js';
import type { Playback } from './playback.js';

/** What rides along with a source that is being played is told of the present, at each look. */
export function createPlaybackContext(
  playback: Playback,
  player: Player,
  { clock, dispatch }: PlayerHost,
): PlaybackController {
  const { source, lifetime, engineLoader } = playback;
  const { session } = playback.lease;
  if (playback.choices && engineLoader.engine) restoreChoices(playback.choices, engineLoader.engine, lifetime.signal);
  return startControllers({
    source,
    clock,
    signal: lifetime.signal,
    get media() {
      return player.media;
    },
    get state() {
      return player.state;
    },
    get imageOptions() {
      return player.imageOptions;
    },
    isForced: (track) => engineLoader.engine?.tracks?.isForced?.(track) ?? false,
    get currentToken() {
      return session.token?.value ?? null;
    },
    get leadTime() {
      return engineLoader.engine?.leadTime ?? 0;
    },
    setRequirements: (requirements) => playback.lease.setRequirements(requirements),
    waitForToken: (signal) => session.waitForToken(signal),
    retry: () => player.retry(),
    play: () => player.play(),
    get playlist() {
      return engineLoader.engine?.playlist;
    },
    get finish() {
      const { engine } = engineLoader;
      return engine?.endOfStream?.bind(engine);
    },
    get streamInfo() {
      return playback.streamInfo ?? UNKNOWN_STREAM;
    },
    set streamInfo(streamInfo) {
      playback.streamInfo = streamInfo;
    },
    dispatch,
  });
}
