import { waitUntil } from '@secure-stream/test-server/wait';

/** What a viewer saw, from one second after the start. */
export interface PlaybackRecord {
  /** Number of stalls, and milliseconds of stalls. */
  readonly stalls: number;
  readonly stalledMs: number;
  /** Milliseconds between two frames, at most. */
  readonly longestGap: number;
  readonly emptied: number;
  readonly seeks: number;
}

export async function recordPlayback(video: HTMLVideoElement, seconds: number): Promise<PlaybackRecord> {
  await waitUntil(() => video.currentTime > 1);
  const counts = { waiting: 0, emptied: 0, seeking: 0 };
  for (const name of ['waiting', 'emptied', 'seeking'] as const)
    video.addEventListener(name, () => (counts[name] += 1));
  const gaps: number[] = [];
  let last: number | undefined;
  const onFrame = (now: number) => {
    if (last !== undefined) gaps.push(now - last);
    last = now;
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);

  const start = performance.now();
  const from = video.currentTime;
  await waitUntil(() => performance.now() - start > seconds * 1000, 'the end of the recording', seconds + 10);
  return {
    stalls: counts.waiting,
    stalledMs: Math.max(0, Math.round(performance.now() - start - (video.currentTime - from) * 1000)),
    longestGap: Math.round(Math.max(...gaps)),
    emptied: counts.emptied,
    seeks: counts.seeking,
  };
}
