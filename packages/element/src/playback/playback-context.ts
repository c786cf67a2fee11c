import { startControllers, type PlaybackContext, type PlaybackUpdate, type PlayerAccess } from './controllers/index.js';
import { UNKNOWN_STREAM } from '../live/stream-type.js';
import { forwardPresentationEvents } from '../media/presentation-events.js';
import type { PlaybackSlot } from './playback-slot.js';
import type { PlaybackHostOptions } from './playback-host-options.js';
import { readTokenSource } from './fetch-token.js';
import { keepRemoved } from './removed-player.js';
import { restoreChoices } from './restore-choices.js';
import type { Playback, PlaybackControllers } from './playback.js';
import { captureChoices, hasChosenCaptions, type LastSeen } from './playback-choices.js';
import { readLastSeen } from './resume-position.js';
import { sendRelease } from './send-release.js';

export { loadWatermark } from './controllers/index.js';

/** Starts the controllers of a playback. */
export function startPlaybackControllers(
  playback: Playback,
  player: PlayerAccess & { readonly slot: PlaybackSlot },
  host: PlaybackHostOptions,
): PlaybackControllers | undefined {
  const { clock, dispatch, mediaContainer, video } = host;
  const { source, lifetime, engineLoader } = playback;
  const { session, viewing } = playback.lease;
  let { config } = playback;
  const releaseViewing = () => {
    const { provider, url, ...endpoint } = readTokenSource(config);
    if (url && !provider)
      sendRelease({ url, ...endpoint }, { videoId: source.videoId, playbackId: viewing.playbackId });
  };
  // The playback ended while this code was loading.
  if (lifetime.signal.aborted) {
    if (viewing.players === 0) releaseViewing();
    return undefined;
  }
  if (playback.choices && engineLoader.engine) restoreChoices(playback.choices, engineLoader.engine, lifetime.signal);
  forwardPresentationEvents(video, () => player.slot.engine !== null, dispatch);
  let lastSeen: LastSeen | null = playback.choices;
  const readPosition = () => (lastSeen = readLastSeen(playback, player.media, lastSeen));
  const apply = ({ streamInfo, requirements, events = [] }: PlaybackUpdate) => {
    if (streamInfo) playback.streamInfo = streamInfo;
    if (requirements) playback.lease.setRequirements(requirements);
    for (const event of events) dispatch(event);
  };
  const context: PlaybackContext = {
    source,
    viewing,
    clock,
    signal: lifetime.signal,
    get media() {
      return player.media;
    },
    get state() {
      return player.state;
    },
    get imageOptions() {
      // After the viewer has chosen captions, the page's setting no longer applies. `restoreChoices` shows the same
      // track again, or none.
      const isChosen = playback.choices !== null && hasChosenCaptions(playback.choices, config.defaultTextTrack);
      return isChosen ? { ...config, defaultTextTrack: undefined } : config;
    },
    isForced: (track) => engineLoader.engine?.tracks?.isForced?.(track) ?? false,
    tokens: session,
    get currentToken() {
      return session.token?.value ?? null;
    },
    get watermark() {
      return session.token?.grant.watermark;
    },
    requireWatermark: config.requireWatermark,
    mediaContainer,
    get leadTime() {
      return engineLoader.engine?.leadTime ?? 0;
    },
    requestUpdate: () => updateControllers(),
    refreshToken: () => session.refresh(),
    releaseViewing,
    stop: (error) => player.stop(error),
    retry: () => player.retry(),
    disconnect: () => player.disconnect(),
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
  };
  const removal = keepRemoved(playback, player, host);
  let lastReadyState = player.media.readyState;
  const updateControllers = startControllers(context, apply);

  return {
    ...removal,
    update(cause) {
      removal.update(cause);
      config = player.config ?? config;
      readPosition();
      // The most frequent event changes nothing else, except that some players have new data without an event of its own.
      const { readyState } = player.media;
      if (cause !== 'timeupdate' || readyState !== lastReadyState) updateControllers();
      lastReadyState = readyState;
    },
    adopt() {
      const { engine } = engineLoader;
      if (engine && (engine.kind === 'iframe' || engine.media.readyState === 0)) player.reopen();
      else updateControllers();
    },
    captureChoices: () => captureChoices(player.media, engineLoader.engine?.tracks, readPosition(), playback.choices),
  };
}
