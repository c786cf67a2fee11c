import { fetchImage } from '../../images/urls.js';
import { forEachVideo } from './each-video.js';
import type { FeaturePlayer } from './properties.js';

/** What the feature needs of the browser. */
export interface SessionAccess {
  readonly session: MediaSession;
  createMetadata(init: MediaMetadataInit): MediaMetadata;
}

/** The player that began to play last. */
const owners = new WeakMap<MediaSession, object>();

/** Shows the title of the player in the media controls of the system, and obeys them. */
export function attach(
  player: FeaturePlayer,
  lifetime: AbortSignal,
  { session, createMetadata }: SessionAccess = {
    session: navigator.mediaSession,
    createMetadata: (init) => new MediaMetadata(init),
  },
): void {
  const listening = { signal: lifetime };
  const isOwner = () => owners.get(session) === lifetime;
  let artwork: string | null = null;

  const showMetadata = () => {
    if (!isOwner()) return;
    session.metadata = createMetadata({
      title: player.videoTitle,
      artist: player.videoArtist,
      artwork: artwork ? [{ src: artwork }] : [],
    });
  };
  const showPosition = () => {
    if (isOwner()) session.setPositionState(positionState(player));
  };
  const take = () => {
    owners.set(session, lifetime);
    setActions(session, createActions(player));
    showMetadata();
    showPosition();
  };

  player.addEventListener('play', take, listening);
  for (const type of ['durationchange', 'ratechange', 'seeked', 'playing', 'pause'])
    player.addEventListener(type, showPosition, listening);
  forEachVideo(player, lifetime, (signal) => {
    // Without the image of the previous video.
    showMetadata();
    const showArtwork = async () => {
      const url = await loadArtwork(player, signal);
      if (!url) return;
      artwork = url;
      signal.addEventListener('abort', () => {
        URL.revokeObjectURL(url);
        artwork = null;
      });
      showMetadata();
    };
    // The first picture does not wait for it.
    player.addEventListener('timeupdate', showArtwork, { once: true, signal });
  });
  const observer = new MutationObserver(showMetadata);
  observer.observe(player, { attributeFilter: ['video-title', 'video-artist'] });
  lifetime.addEventListener('abort', () => {
    observer.disconnect();
    if (!isOwner()) return;
    owners.delete(session);
    session.metadata = null;
    setActions(session, NO_ACTIONS);
    session.setPositionState();
  });
  if (!player.paused) take();
}

/** Returns a `blob:` URL, because the URL of an image may contain a token. */
async function loadArtwork(player: FeaturePlayer, signal: AbortSignal): Promise<string | null> {
  if (player.poster === 'none') return null;
  // The size of a poster, which may be in the browser's cache.
  const image = { width: 640, height: 360, fit: 'clip' } as const;
  const url = player.poster || (await player.getThumbnailUrl(image).catch(() => ''));
  const blobUrl = url && (await fetchImage(url, signal));
  if (!blobUrl || !signal.aborted) return blobUrl || null;
  URL.revokeObjectURL(blobUrl);
  return null;
}

type Actions = Readonly<Partial<Record<MediaSessionAction, MediaSessionActionHandler | null>>>;

/** Seconds. As the keys of media-chrome. */
const STEP_S = 10;

/** What the media controls of the system do with a player. */
export const createActions = (player: Pick<FeaturePlayer, 'play' | 'pause' | 'currentTime'>): Actions => ({
  play: () => void player.play().catch(() => undefined),
  pause: () => player.pause(),
  seekbackward: ({ seekOffset }) => {
    player.currentTime = Math.max(0, player.currentTime - (seekOffset ?? STEP_S));
  },
  seekforward: ({ seekOffset }) => {
    player.currentTime += seekOffset ?? STEP_S;
  },
  seekto: ({ seekTime }) => {
    if (seekTime !== undefined) player.currentTime = seekTime;
  },
});

const NO_ACTIONS: Actions = { play: null, pause: null, seekbackward: null, seekforward: null, seekto: null };

function setActions(session: MediaSession, actions: Actions): void {
  for (const [action, handler] of Object.entries(actions))
    try {
      session.setActionHandler(action as MediaSessionAction, handler ?? null);
    } catch {
      // The browser does not know this action.
    }
}

/**
 * Returns nothing for a live stream and before the duration is known. `setPositionState` throws for
 * what is not possible.
 */
export function positionState({
  duration,
  currentTime,
  playbackRate,
}: Pick<FeaturePlayer, 'duration' | 'currentTime' | 'playbackRate'>): MediaPositionState | undefined {
  if (!(duration > 0 && Number.isFinite(duration) && playbackRate > 0)) return undefined;
  return { duration, position: Math.min(Math.max(currentTime, 0), duration), playbackRate };
}
