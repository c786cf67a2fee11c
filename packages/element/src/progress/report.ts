import { addRange, subtractRanges, type MediaRange } from '@secure-stream/protocol';
import type { Clock } from '@secure-stream/session/core';
import { buildProgressRequest, type ProgressTarget } from './request.js';
import { openReportQueue, type StoredReport } from './report-queue.js';
import type { WatchedElement } from './watched-ranges.js';

/** Where to report, and for which playback. */
export interface ReportTarget extends ProgressTarget {
  readonly playbackId: string;
}

export interface ReportOptions {
  readonly element: WatchedElement;
  readonly target: ReportTarget;
  /** Everything that was watched. */
  readonly readRanges: () => readonly MediaRange[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly page?: EventTarget;
}

/** Milliseconds of playback between two reports. A tab that crashes loses at most this much. */
export const REPORT_INTERVAL_MS = 10_000;
/** As many as the endpoint accepts. */
const MAX_RANGES = 100;

/**
 * Reports what was watched: every few seconds, at a pause, at the end, and when the page is left. What could not be sent waits in the browser's
 * database, and is sent with a later report or by a later page.
 */
export function reportProgress({ element, target, readRanges, clock, signal, page = globalThis }: ReportOptions): void {
  const queue = openReportQueue(target.url);
  const { videoId, playbackId } = target;
  let acknowledged: readonly MediaRange[] = [];
  /** Of a player that is removed, nothing can be read. */
  let snapshot: Pick<StoredReport, 'position' | 'duration' | 'speed'> | null = null;
  let sequence = 0;
  let isSending = false;
  let cancelTimer = () => {};

  const readReport = (): StoredReport | null => {
    const ranges = subtractRanges(readRanges(), acknowledged).slice(0, MAX_RANGES);
    if (ranges.length === 0 || !snapshot) return null;
    // The wall clock also grows from one page to the next one with the same playback.
    return {
      videoId,
      playbackId,
      sequence: (sequence = Math.max(sequence + 1, clock.wall())),
      ...snapshot,
      ranges,
    };
  };
  const acknowledge = (ranges: readonly MediaRange[]) =>
    (acknowledged = ranges.reduce<readonly MediaRange[]>(addRange, acknowledged));

  const send = async (next: StoredReport, isLeaving: boolean) => {
    const outcome = await sendReport(target, next, { isLeaving });
    await (outcome === 'failed' ? queue.put(next) : queue.remove(next));
    return outcome;
  };
  const report = async () => {
    const next = isSending ? null : readReport();
    if (!next) return;
    isSending = true;
    const outcome = await send(next, false);
    isSending = false;
    if (outcome === 'accepted') acknowledge(next.ranges);
  };
  /** The page may be gone before an answer comes, and comes back with what is not acknowledged. */
  const reportAtOnce = () => {
    const next = readReport();
    if (!next) return;
    acknowledge(next.ranges);
    void send(next, true);
  };
  const schedule = () => {
    cancelTimer();
    cancelTimer = clock.at(clock.now() + REPORT_INTERVAL_MS, () => {
      void report();
      schedule();
    });
  };

  const takeSnapshot = () => {
    const { currentTime: position, duration, playbackRate: speed } = element;
    // Of a live stream there is no share.
    snapshot = Number.isFinite(duration) ? { position, duration, speed } : null;
  };
  for (const type of ['timeupdate', 'pause', 'ended']) element.addEventListener(type, takeSnapshot, { signal });
  for (const type of ['pause', 'ended']) element.addEventListener(type, () => void report(), { signal });
  page.addEventListener('pagehide', reportAtOnce, { signal });
  signal.addEventListener('abort', () => {
    cancelTimer();
    reportAtOnce();
  });
  schedule();
  void resend(target, queue);
}

/** Sends what an earlier page could not. */
async function resend(target: ReportTarget, queue: ReturnType<typeof openReportQueue>): Promise<void> {
  for (const stored of await queue.list()) {
    if (stored.playbackId === target.playbackId) continue;
    if ((await sendReport(target, stored, { isLeaving: false })) === 'failed') return;
    await queue.remove(stored);
  }
}

/** `refused`: the endpoint will not accept it later either. */
type Outcome = 'accepted' | 'refused' | 'failed';

async function sendReport(
  { url, credentials, request }: ReportTarget,
  { videoId, playbackId, ...fields }: StoredReport,
  { isLeaving }: { readonly isLeaving: boolean },
): Promise<Outcome> {
  try {
    const built = await buildProgressRequest({ url, credentials, request, videoId, playbackId }, fields);
    if (!built) return 'refused';
    const response = await fetch(built.url, { ...built, keepalive: isLeaving });
    if (response.ok) return 'accepted';
    return response.status >= 400 && response.status < 500 && response.status !== 429 ? 'refused' : 'failed';
  } catch {
    return 'failed';
  }
}
