import type { Clock } from '@secure-stream/session/core';
import { HAVE_METADATA } from '../../media/media-port.js';
import { forEachVideo } from './each-video.js';
import { isLive, type FeaturePlayer } from './properties.js';
import { followPosition, hasReached } from './follow-position.js';

/** What the feature needs of the page. */
export interface LinkPage extends EventTarget {
  readonly location: Pick<Location, 'hash' | 'href'>;
}

/**
 * Starts a video at the time of the page's fragment, and seeks to the times of links that the
 * viewer follows.
 */
export function attach(player: FeaturePlayer, lifetime: AbortSignal, page: LinkPage = globalThis, clock?: Clock): void {
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
  followPosition(
    player,
    lifetime,
    () => (end === undefined ? [] : [end]),
    (change) => {
      if (end === undefined) return;
      const isReached = hasReached(change, end);
      if (isReached || (change.isSeek && change.to >= end)) end = undefined;
      if (isReached) player.pause();
    },
    clock,
  );
}

/** The URL that a player followed last, and the video that it had then. */
const followed = new WeakMap<FeaturePlayer, { readonly href: string; readonly source: string }>();

/**
 * Whether the page's URL names a time for the video of the player. It is the URL of one video: the
 * next one starts as usual.
 */
export function isLinked(player: FeaturePlayer, { hash, href }: LinkPage['location'] = globalThis.location): boolean {
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

/** Seconds. `end` is after `start`. */
export interface TimeRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * Reads the temporal dimension of a fragment, such as `#t=90` or `#t=1:30,2:00` (Media Fragments
 * URI 1.0, 4.2.1: normal play time). Minutes may have one digit, as people write them. Returns
 * nothing without a valid one.
 */
export function parseTimeFragment(fragment: string): TimeRange | undefined {
  const ranges = fragment.replace(/^#/, '').split('&').map(parsePair);
  // Media Fragments URI 1.0, 5.3.1: of several valid ones, the last counts.
  return ranges.findLast((range) => range !== undefined);
}

function parsePair(pair: string): TimeRange | undefined {
  const [name = '', ...values] = pair.split('=');
  if (decode(name) !== 't') return undefined;
  const [, from = '', to] = /^(?:npt:)?([\d:.]*)(?:,([\d:.]+))?$/.exec(decode(values.join('='))) ?? [];
  const start = from || !to ? parseTime(from) : 0;
  if (to === undefined) return Number.isFinite(start) ? { start } : undefined;
  const end = parseTime(to);
  return start < end && end < Infinity ? { start, end } : undefined;
}

/** Returns seconds, or `NaN`. */
function parseTime(text: string): number {
  if (!/^(?:(?:\d+:[0-5]\d|[0-5]?\d):[0-5]\d|\d+)(?:\.\d*)?$/.test(text)) return NaN;
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** Returns an empty string for what is not valid UTF-8. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
