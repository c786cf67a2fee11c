import { bufferedAhead } from '@secure-stream/test-server/interruption';

/** Runs in the page of a failed test. */
const OBSERVED_MS = 2000;
const AHEAD_S = 1;

/**
 * Describes a `<video>` that has data, no error, and is to play, but whose position does not change: its decoder has stalled. Also the
 * refusal of `play()` with which WebKit says that its pipeline has failed before the first frame. `null` for any other failure.
 */
export async function describeStall(failure: unknown): Promise<string | null> {
  if (failure instanceof DOMException && failure.name === 'NotSupportedError' && failure.message === REFUSAL)
    return 'play() was refused as not supported';
  const positions = new Map(
    listVideos(document)
      .filter(shouldMove)
      .map((video) => [video, video.currentTime]),
  );
  if (positions.size === 0) return null;
  // oxlint-disable-next-line tests/no-fixed-sleep -- a video that stalls announces nothing
  await new Promise((resolve) => setTimeout(resolve, OBSERVED_MS));
  for (const [video, position] of positions)
    if (video.isConnected && shouldMove(video) && video.currentTime === position)
      return `a <video> stays at ${position} s with ${bufferedAhead(video)} s of data ahead`;
  return null;
}

/** WebKit's own words. */
const REFUSAL = 'The operation is not supported.';

const shouldMove = (video: HTMLVideoElement) => !video.paused && !video.error && bufferedAhead(video) >= AHEAD_S;

function listVideos(root: ParentNode): HTMLVideoElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element instanceof HTMLVideoElement ? [element] : []),
    ...(element.shadowRoot ? listVideos(element.shadowRoot) : []),
  ]);
}
