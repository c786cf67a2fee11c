import type { Clock } from '@secure-stream/session/core';
import { HAVE_METADATA } from '../../../media/ready-state.js';
import { forEachVideo } from '../each-video.js';
import { isLive, type HabitPlayer } from '../player.js';
import { followMoves, hasReached } from './moves.js';
import { parseTimeFragment } from './parse-fragment.js';

/** What the habit needs of the page. */
export interface LinkPage extends EventTarget {
  readonly location: Pick<Location, 'hash' | 'href'>;
}

/** Starts a video at the time of the page's fragment, and seeks to the times of links that the viewer follows. */
export function startTimeFragment(
  player: HabitPlayer,
  lifetime: AbortSignal,
  page: LinkPage = globalThis,
  clock?: Clock,
): void {
  /** Seconds. Where playback pauses, once. */
  let end: number | undefined;
  /** Seconds. Where a video that has not loaded starts. */
  let pendingStart: number | undefined;

  const follow = () => {
    const { href, hash } = page.location;
    const range = parseTimeFragment(hash);
    if (!range || !player.currentSrc) return;
    followed.set(player, { href, source: player.currentSrc });
    if (isLive(player)) return;
    end = range.end;
    pendingStart = player.readyState < HAVE_METADATA ? range.start : undefined;
    // Before the video loads, a position of 0 is none.
    player.currentTime = range.start || FIRST_S;
  };
  forEachVideo(player, lifetime, () => {
    end = pendingStart = undefined;
    // Neither again for a player that was inserted again, nor for its next video.
    if (followed.get(player)?.href !== page.location.href) follow();
  });
  // In some engines, `start-time` wins over a position that was set before the metadata.
  const startAgain = () => {
    const start = pendingStart;
    pendingStart = undefined;
    if (start === undefined || isLive(player)) return;
    const { currentTime, duration } = player;
    const reachable = duration > 0 ? Math.min(start, duration) : start;
    if (Math.abs(currentTime - reachable) > PRECISION_S) player.currentTime = start;
  };
  player.addEventListener('loadedmetadata', startAgain, { signal: lifetime });
  page.addEventListener('hashchange', follow, { signal: lifetime });
  // A link to the present fragment changes nothing, so there is no `hashchange`.
  page.addEventListener('click', (event) => isLinkTo(page.location.href, event) && follow(), { signal: lifetime });
  followMoves(
    player,
    lifetime,
    () => (end === undefined ? [] : [end]),
    (move) => {
      if (end === undefined) return;
      const isReached = hasReached(move, end);
      if (isReached || (move.isSeek && move.to >= end)) end = undefined;
      if (isReached) player.pause();
    },
    clock,
  );
}

/** The URL that a player followed last, and the video that it had then. */
const followed = new WeakMap<HabitPlayer, { readonly href: string; readonly source: string }>();

/** Whether the page's URL names a time for the video of the player. It is the URL of one video: the next one starts as usual. */
export function isLinked(player: HabitPlayer, { hash, href }: LinkPage['location'] = globalThis.location): boolean {
  const last = followed.get(player);
  return parseTimeFragment(hash) !== undefined && (last?.href !== href || last.source === player.currentSrc);
}

/** Whether a click follows a link to this URL, in this window. */
function isLinkTo(href: string, event: Event): boolean {
  const { button, altKey, ctrlKey, metaKey, shiftKey } = event as MouseEvent;
  if (event.defaultPrevented || button || altKey || ctrlKey || metaKey || shiftKey) return false;
  return event.composedPath().some((node) => {
    const link = node as Partial<HTMLAnchorElement>;
    return link.href === href && (!link.target || link.target === '_self');
  });
}

/** Seconds. The start of a video. */
const FIRST_S = 0.001;
/** Seconds. Engines move the start of a video a little. */
const PRECISION_S = 0.3;
