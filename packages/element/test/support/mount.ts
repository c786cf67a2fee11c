import type { SecureStreamElement } from '@secure-stream/element';
import '@secure-stream/element/define';
import type { Fixture } from '@secure-stream/test-server';

/** A film of 96 s would be in the buffer within a second, and no token would ever be renewed for it. */
export const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6, backBufferLength: 30 };

/** A `<secure-stream>` in the page, set up for the stage and muted, so that it may play. Not started. */
export function mount(
  { origin, endpoint, videoId }: Fixture,
  properties: Partial<SecureStreamElement> = {},
  element: SecureStreamElement = document.createElement('secure-stream'),
): SecureStreamElement {
  element.style.width = '320px';
  Object.assign(element, {
    videoId,
    streamOrigin: origin,
    tokenEndpoint: endpoint,
    hlsConfig: SHORT_BUFFER,
    muted: true,
    ...properties,
  });
  document.body.append(element);
  return element;
}

/** The next event of this name. */
export const nextEvent = (target: EventTarget, name: string): Promise<Event> =>
  new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Waits until it is so; fails after 100 s, before the test's own time is over. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > 100_000) throw new Error(`It never became so: ${condition.toString()}`);
    await sleep(0.02);
  }
}

/** A token, asked for as a page's own script would. */
export async function requestToken({ endpoint, videoId }: Fixture): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ videoId }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Presses play and waits until the film runs. */
export async function startPlaying(element: SecureStreamElement): Promise<void> {
  await element.play();
  await waitUntil(() => element.currentTime > 1);
}

/** What a viewer would notice, from now on. */
export function recordInterruptions(element: SecureStreamElement): readonly string[] {
  const seen: string[] = [];
  for (const name of ['waiting', 'emptied', 'seeking', 'error'])
    element.addEventListener(name, () => seen.push(`${name} at ${element.currentTime}`));
  return seen;
}
