import { NextVideoEvent } from '../../../events/player-events.js';
import { forEachVideo } from '../each-video.js';
import { isLive, type HabitPlayer } from '../player.js';
import { decideNextStep } from './next-rules.js';
import type { OfferAnswers } from './offer.js';

/** What the habit does. */
export interface NextActions {
  /** Fetches what the video needs first, until the signal is aborted. */
  prefetch(videoId: string, signal: AbortSignal): void;
  /** Shows that the next video is about to play, until the signal is aborted. */
  offer(player: HabitPlayer, signal: AbortSignal, answers: OfferAnswers): unknown;
  play(player: HabitPlayer, videoId: string): void;
}

/** Plays `next-video-id` when a video has ended. What it needs first is fetched before. */
export function startNextVideo(player: HabitPlayer, lifetime: AbortSignal, actions: NextActions): void {
  forEachVideo(player, lifetime, (signal) => followVideo(player, signal, actions));
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

function followVideo(player: HabitPlayer, signal: AbortSignal, actions: NextActions): void {
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
    // The page has set another video itself.
    if (signal.aborted || player.videoId !== videoId) return;
    if (isWanted && player.nextVideoId) actions.play(player, player.nextVideoId);
    else decline();
  };

  for (const type of ['timeupdate', 'durationchange', 'ratechange', 'seeked'])
    player.addEventListener(type, look, { signal });
  // The browser pauses at the end too. A viewer who seeks there while paused does not want to go on.
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

const readMoment = (player: HabitPlayer) => ({
  currentTime: player.currentTime,
  duration: player.duration,
  playbackRate: player.playbackRate,
  loop: player.loop,
  isLive: isLive(player),
});
