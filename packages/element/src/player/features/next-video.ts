import { NextVideoEvent } from '../../events/player-events.js';
import type { PLAYBACK_HOST, SecureStreamElement } from '../../stream/secure-stream.js';
import { forEachVideo } from './each-video.js';
import { playNext } from './play-next.js';
import { isLive, type FeaturePlayer } from './properties.js';
import { createClock } from '@secure-stream/session/core';
import type { PlaybackHost } from '../../playback/playback-host.js';

export interface NextActions {
  /** Fetches what the video needs first, until the signal is aborted. */
  prefetch(videoId: string, signal: AbortSignal): void;
  /** Shows that the next video is about to play, until the signal is aborted. */
  offer(player: FeaturePlayer, signal: AbortSignal, answers: OfferAnswers): unknown;
  play(player: FeaturePlayer, videoId: string): void;
}

interface OfferAnswers {
  playNow(): void;
  cancel(): void;
}

/**
 * Plays `next-video-id` when a video has ended. Prefetches the files that the engine will request
 * first.
 */
export function attach(player: FeaturePlayer, lifetime: AbortSignal, actions: NextActions): void {
  forEachVideo(player, lifetime, (signal) => followVideo(player, signal, actions));
}

export function createActions(player: FeaturePlayer, host: typeof PLAYBACK_HOST): NextActions {
  const stream = player.shadowRoot!.querySelector<SecureStreamElement>('secure-stream')!;
  const inner = stream[host];
  return {
    prefetch: (videoId, signal) => prefetchVideo(inner, videoId, signal),
    offer: (_player, signal, answers) => showOffer(player, signal, answers).catch(() => undefined),
    play: (_player, videoId) => playNext(player, stream, inner, videoId),
  };
}

type Plan =
  | { readonly status: 'waiting' }
  | { readonly status: 'prefetched'; readonly videoId: string; readonly lifetime: AbortController }
  | {
      readonly status: 'offered';
      readonly videoId: string;
      readonly lifetime: AbortController;
      /** Ends the offer. */
      readonly showing: AbortController;
    }
  /** The viewer or the page does not want this one. */
  | { readonly status: 'declined'; readonly videoId: string };

function followVideo(player: FeaturePlayer, signal: AbortSignal, actions: NextActions): void {
  let plan = { status: 'waiting' } as Plan;
  let isPausedByViewer = false;

  const become = (next: Plan) => {
    if (plan.status === 'offered' && next.status !== 'offered') plan.showing.abort();
    if ('lifetime' in plan && !('lifetime' in next)) plan.lifetime.abort();
    plan = next;
  };
  const prefetch = (videoId: string) => {
    const lifetime = new AbortController();
    become({ status: 'prefetched', videoId, lifetime });
    actions.prefetch(videoId, lifetime.signal);
  };
  const offer = (prefetched: Extract<Plan, { status: 'prefetched' }>) => {
    const showing = new AbortController();
    become({ ...prefetched, status: 'offered', showing });
    actions.offer(player, showing.signal, { playNow: goOn, cancel: decline });
  };
  const look = () => {
    const { nextVideoId: videoId } = player;
    if ('videoId' in plan && plan.videoId !== videoId) become({ status: 'waiting' });
    if (plan.status === 'declined' || !videoId) return;
    const step = decideNextStep(readMoment(player));
    if (step !== 'wait' && plan.status === 'waiting') prefetch(videoId);
    if (step === 'offer' && plan.status === 'prefetched') offer(plan);
    // The viewer has sought back.
    if (step !== 'offer' && plan.status === 'offered') become({ ...plan, status: 'prefetched' });
  };
  const decline = () => become({ status: 'declined', videoId: player.nextVideoId });
  const goOn = () => {
    const { videoId } = player;
    const isWanted = player.dispatchEvent(new NextVideoEvent(player.nextVideoId));
    // The page has set another video itself, which plays as the next video would.
    if (player.videoId !== videoId) return isWanted ? void player.play().catch(() => undefined) : undefined;
    if (signal.aborted) return;
    if (isWanted && player.nextVideoId) actions.play(player, player.nextVideoId);
    else decline();
  };

  for (const type of ['timeupdate', 'durationchange', 'ratechange', 'seeked'])
    player.addEventListener(type, look, { signal });
  // The browser pauses at the end too. A viewer who seeks there while paused does not want to go
  // on.
  player.addEventListener('play', () => (isPausedByViewer = false), { signal });
  player.addEventListener('pause', () => (isPausedByViewer = !player.ended), { signal });
  player.addEventListener(
    'ended',
    () => {
      look();
      if (plan.status !== 'declined' && !isPausedByViewer && decideNextStep(readMoment(player)) !== 'wait') goOn();
    },
    { signal },
  );
  signal.addEventListener('abort', () => become({ status: 'waiting' }));
  look();
}

const readMoment = (player: FeaturePlayer) => ({
  currentTime: player.currentTime,
  duration: player.duration,
  playbackRate: player.playbackRate,
  loop: player.loop,
  isLive: isLive(player),
});

/** Shows what plays next and when, until the signal is aborted. Does not take the focus. */
async function showOffer(player: FeaturePlayer, signal: AbortSignal, answers: OfferAnswers): Promise<void> {
  const { showPanel } = await import('./panel.js');
  await showPanel(player, signal, (texts) => {
    const { nextVideoTitle } = player;
    const countdown = Object.assign(document.createElement('p'), { className: 'countdown' });
    // Read once, with the title. A number that changes each second would be read each second.
    countdown.ariaHidden = 'true';
    const format = new Intl.RelativeTimeFormat(texts.lang);
    const update = () => {
      const seconds = secondsLeft(player);
      countdown.textContent = format.format(Math.ceil(seconds), 'second');
      countdown.style.setProperty('--_left', String(Math.min(1, seconds / OFFER_S)));
    };
    player.addEventListener('timeupdate', update, { signal });
    update();
    return {
      name: 'next',
      role: 'group',
      detail: countdown,
      buttons: [
        [texts.playNow, answers.playNow],
        [texts.cancel, answers.cancel],
      ],
      onEscape: answers.cancel,
      writeText(text) {
        const when = document.createElement('span');
        Object.assign(when, { className: 'when', textContent: ` ${countdown.textContent}` });
        text.append(nextVideoTitle ? texts.nextTitle.replace('{title}', () => nextVideoTitle) : texts.nextVideo, when);
      },
    };
  });
}

interface Moment {
  /** Seconds. */
  readonly currentTime: number;
  /** Seconds. `NaN` while it is unknown. */
  readonly duration: number;
  readonly playbackRate: number;
  readonly loop: boolean;
  readonly isLive: boolean;
}

/** What is due for the next video: nothing, its first requests, or the offer to the viewer too. */
export type NextStep = 'wait' | 'prefetch' | 'offer';

export function decideNextStep(moment: Moment): NextStep {
  if (moment.isLive || moment.loop || !Number.isFinite(moment.duration)) return 'wait';
  const left = secondsLeft(moment);
  return left <= OFFER_S ? 'offer' : left <= PREFETCH_S ? 'prefetch' : 'wait';
}

/** Seconds until the end at this speed. */
const secondsLeft = ({
  currentTime,
  duration,
  playbackRate,
}: Pick<Moment, 'currentTime' | 'duration' | 'playbackRate'>): number =>
  Math.max(0, duration - currentTime) / Math.abs(playbackRate || 1);

/** Enough for a slow token endpoint. A token does not get old meanwhile. */
const PREFETCH_S = 20;
/** Enough to read, and to decide. */
const OFFER_S = 10;

/**
 * Requests the token of a video that a player may play next, and for hls.js its playlists. The
 * player finds both if it plays the video before the signal is aborted. A failure changes nothing:
 * the player tries again when it plays the video.
 */
export function prefetchVideo(player: PlaybackHost, videoId: string, signal: AbortSignal): void {
  const playback = player.prepareNext(videoId);
  if (!playback || !('lease' in playback)) return;
  const { lease, source, config } = playback;
  const { session, viewing } = lease;
  // Not a player: the viewing ends with the last one that plays.
  viewing.players -= 1;
  const lifetime = new AbortController();
  const ending = AbortSignal.any([signal, lifetime.signal]);
  ending.addEventListener('abort', () => {
    viewing.players += 1;
    lease.release();
  });
  // A session that has failed is not kept for the video.
  lease.subscribe(() => session.error && lifetime.abort());
  session.start();
  if (player.slot.engine?.kind !== 'hls') return;
  import('../../engines/hls/engine.js').then(
    ({ prefetchPlaylists }) => {
      if (ending.aborted) return;
      // Without the signal: the player may take a request that is on its way.
      const { signal } = new AbortController();
      prefetchPlaylists({
        source,
        settings: config,
        tokens: session,
        clock: createClock(),
        signal,
        startPosition: null,
      });
    },
    () => undefined,
  );
}
