import { showCaptions } from '../tracks/shown-captions.js';
import { UNKNOWN_STREAM } from '../live/stream-type.js';
import { forwardPresentationEvents } from '../media/media-events.js';
import type { PlaybackUpdate, PlayerAccess } from './controllers/controller.js';
import { applyControlsList } from './controllers/controls-list.js';
import { waitForLive } from './controllers/live-waiting.js';
import { updatePoster } from './controllers/poster.js';
import { scheduleRenewal } from './controllers/renewal-schedule.js';
import { updateStoryboardTrack } from './controllers/storyboard.js';
import { updateStreamType } from './controllers/stream-type.js';
import { releaseViewing } from './controllers/viewing.js';
import { endWithWindow } from './controllers/window-close.js';
import { loadWatermark, showWatermark } from './controllers/watermark.js';
import type { PlaybackHostOptions, Playback, PlaybackControllers } from './playback.js';
import { loadCode } from './load-code.js';
import { readTokenSource } from './config.js';
import { keepRemoved } from './controllers/removed-player.js';
import { restoreChoices } from './choices/restore-choices.js';
import { captureChoices, type LastSeen } from './choices/playback-choices.js';
import { readLastSeen } from './choices/resume-position.js';
import type { WatchedElement } from '../progress/watched-ranges.js';

/**
 * Prepares a playback that requires the watermark, or whose engine could not be loaded at once: the page may be left before there is an engine, and
 * with it the controllers.
 */
export async function prepare(playback: Playback): Promise<void> {
  releaseViewing(playback);
  if (playback.config.requireWatermark) await loadWatermark();
}

/** Starts the controllers of a playback. */
export function startPlaybackControllers(
  playback: Playback,
  player: PlayerAccess,
  host: PlaybackHostOptions,
): PlaybackControllers | undefined {
  const { clock, dispatch, mediaContainer, video } = host;
  const { source, lifetime, engineLoader } = playback;
  const { session, viewing } = playback.lease;
  let { config } = playback;
  releaseViewing(playback, () => config);
  // The playback ended while this code was loading.
  if (lifetime.signal.aborted) return undefined;
  if (playback.choices && engineLoader.engine) restoreChoices(playback.choices, engineLoader.engine, lifetime.signal);
  showCaptions(player.media, {
    choices: playback.choices?.captions ?? [],
    language: config.defaultTextTrack,
    isForced: (track) => engineLoader.engine?.tracks?.isForced?.(track) ?? false,
    signal: lifetime.signal,
  });
  forwardPresentationEvents(video, () => player.slot.engine !== null, dispatch);
  let lastSeen: LastSeen | null = playback.choices;
  const readPosition = () => (lastSeen = readLastSeen(playback, player.media, lastSeen));
  const apply = ({ streamInfo, requirements, events = [] }: PlaybackUpdate) => {
    if (streamInfo) playback.streamInfo = streamInfo;
    if (requirements) playback.lease.setRequirements(requirements);
    for (const event of events) dispatch(event);
  };
  const { signal } = lifetime;
  const media = () => player.media;
  const token = () => session.token;
  const playlist = () => engineLoader.engine?.playlist;
  const streamInfo = () => playback.streamInfo ?? UNKNOWN_STREAM;
  const refreshToken = () => session.refresh();
  const requestUpdate = () => updateControllers();
  const controllers = [
    // First: no failure of another controller may leave the picture without it.
    showWatermark({
      mediaContainer,
      clock,
      token: () => session.validToken,
      isRequired: config.requireWatermark,
      requestUpdate,
      stop: (error) => player.stop(error),
      signal,
    }),
    scheduleRenewal({
      media,
      leadTime: () => engineLoader.engine?.leadTime ?? 0,
      token: () => session.validToken,
      requestUpdate,
      signal,
    }),
    updateStreamType({ source, media, playlist, streamInfo }),
    updatePoster({
      media,
      origin: source.origin,
      token,
      isWanted: () => config.signedPoster && player.slot.state.status !== 'error',
      requestUpdate,
      signal,
    }),
    updateStoryboardTrack({ media, origin: source.origin, token, isWanted: () => config.storyboard, clock, signal }),
    waitForLive({
      media,
      state: () => player.slot.state,
      streamType: () => streamInfo().streamType,
      origin: source.origin,
      tokens: session,
      refreshToken,
      clock,
      retry: () => player.retry(),
      play: () => player.play(),
      finish() {
        const { engine } = engineLoader;
        return engine?.endOfStream?.bind(engine);
      },
      signal,
    }),
    endWithWindow({ mediaContainer, clock, disconnect: () => player.disconnect(), signal }),
  ];
  const updateControllers = () => {
    for (const update of controllers) apply(update() ?? {});
  };
  applyControlsList(mediaContainer, signal);
  if (player.watched?.videoId !== source.videoId) player.watched = null;
  const { progressEndpoint, completionThreshold: threshold } = config;
  if (progressEndpoint || threshold !== undefined) {
    const { credentials, request } = readTokenSource(config);
    const { videoId } = source;
    const target = progressEndpoint
      ? { url: progressEndpoint, credentials, request, videoId, playbackId: viewing.playbackId }
      : undefined;
    const { host: element } = mediaContainer.getRootNode() as ShadowRoot & { readonly host: WatchedElement };
    const options = { element, player, videoId, threshold, target, clock, signal };
    // Playback does not depend on it.
    loadCode(
      () => import('../progress/watch.js'),
      clock,
      () => signal.aborted,
    )
      .then((module) => module?.watch(options))
      .catch(() => undefined);
  }
  const removal = keepRemoved(playback, player, host);
  let lastReadyState = player.media.readyState;
  updateControllers();

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
