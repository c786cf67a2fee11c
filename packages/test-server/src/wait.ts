/** How tests and benches wait: for a condition or an event, with a deadline and a message that names it. */

/** Shorter than the timeout of a browser test, so that the test reports the message. */
const TIMEOUT_S = 100;
const POLL_MS = 20;

/** Waits for a condition that no event announces. */
export async function waitUntil(
  condition: () => unknown,
  what = condition.toString(),
  seconds = TIMEOUT_S,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s for: ${what}`);
    // oxlint-disable-next-line tests/no-fixed-sleep -- the interval of the one loop that polls
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
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
export async function playFor(media: { readonly currentTime: number }, seconds: number): Promise<void> {
  const end = media.currentTime + seconds;
  await waitUntil(() => media.currentTime >= end, `${seconds} s of playback`);
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
    const timer = setTimeout(() => reject(new Error(`Waited ${seconds} s for: ${what}`)), seconds * 1000);
    start((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
