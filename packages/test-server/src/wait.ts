/** How tests and benches wait: for a condition or an event, with a deadline and a message that names it. */

/** Of the time in which the waiting process runs: see `MAX_TURN_MS`. */
const TIMEOUT_S = 10;
const POLL_MS = 20;
/** A turn of the event loop counts no more than this, however long a busy machine takes for it. */
const MAX_TURN_MS = 100;

/** Waits for a condition that no event announces. */
export async function waitUntil(
  condition: () => unknown,
  what = condition.toString(),
  seconds = TIMEOUT_S,
): Promise<void> {
  let leftMs = seconds * 1000;
  let turnedAt = performance.now();
  while (!(await condition())) {
    if (leftMs <= 0) throw new Error(`Waited ${seconds} s for: ${what}`);
    // oxlint-disable-next-line tests/no-fixed-sleep -- the interval of the one loop that polls
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = performance.now();
    leftMs -= Math.min(now - turnedAt, MAX_TURN_MS);
    turnedAt = now;
  }
}

/** The next event of this name. */
export function nextEvent(target: EventTarget, name: string, seconds = TIMEOUT_S): Promise<Event> {
  return withDeadline(
    (resolve) => target.addEventListener(name, resolve, { once: true }),
    `the event ${name}`,
    seconds,
  );
}

/** Waits until the video has played for so many seconds more. */
export const playFor = (media: { readonly currentTime: number }, seconds: number): Promise<void> =>
  playTo(media, media.currentTime + seconds);

/** Waits until the video has played up to this position, however long that takes. The deadline is that of each second of the video. */
export async function playTo(media: { readonly currentTime: number }, position: number): Promise<void> {
  while (media.currentTime < position) {
    const next = Math.min(position, media.currentTime + 1);
    await waitUntil(() => media.currentTime >= next, `playback from ${next} to ${position}`);
  }
}

/** Lets the page render so many frames: observers, slots and timers of zero length have run by then. */
export async function nextFrames(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1)
    await withDeadline<number>((resolve) => void requestAnimationFrame(resolve), 'an animation frame', TIMEOUT_S);
}

/** Waits until a value has stayed the same for so many frames. Returns it. */
export async function waitUntilStable<Value>(read: () => Value | Promise<Value>, frames: number): Promise<Value> {
  let value = await read();
  let stableFrames = 0;
  const next = async () => {
    await nextFrames(1);
    const latest = await read();
    stableFrames = Object.is(latest, value) ? stableFrames + 1 : 0;
    value = latest;
    return stableFrames >= frames;
  };
  await waitUntil(next, `a stable value of ${read.toString()}`);
  return value;
}

function withDeadline<Value>(
  start: (resolve: (value: Value) => void) => void,
  what: string,
  seconds: number,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    start((value) => {
      isOver = true;
      resolve(value);
    });
    waitUntil(() => isOver, what, seconds).catch(reject);
  });
}
