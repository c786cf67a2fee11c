import type { SecureStreamElement } from '@secure-stream/element';
import '@secure-stream/element/define';
import type { Fixture } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { bufferedAhead, isInterruption } from '@secure-stream/test-server/interruption';
import './release-removed.ts';
// The element loads it on demand, beside hls.js. On a busy machine it would come after the first choices of a test, which would then be lost.
import '../../src/playback/playback-controllers.ts';

/** Limits the buffer: the video of 96 s would otherwise be loaded within a second, and no request would need a later token. */
export const SHORT_BUFFER = { maxBufferLength: 6, maxMaxBufferLength: 6, backBufferLength: 30 };

/** How long a test waits for a hand-over: an attempt of the engine may take 15 s, and another one follows. */
export const HANDOVER_S = 30;

/** Adds a `<secure-stream>` of the test server to the page: muted, so that it may play, and not started. */
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

/** Requests a token as a script of the page would. */
export async function requestToken({ endpoint, videoId }: Fixture): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ videoId }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Renews the token. Two tokens that are signed in the same second are equal, and no hand-over follows. */
export async function renewToken(element: SecureStreamElement): Promise<void> {
  await testServer.advanceClock(1000);
  await element.refreshToken();
}

/** Starts playback and waits until the picture moves. */
export async function startPlaying(element: SecureStreamElement): Promise<void> {
  await element.play();
  await waitUntil(() => element.currentTime > 0.2);
}

/**
 * Prepares a player that loads after another one until its buffer is full. By then, the other one has sent every request that it sends
 * without playback. The requests of the later player are recognised by the expiry of its token; it never calls the endpoint.
 */
export async function prepareLaterPlayer(fixture: Fixture) {
  const LIFETIME_S = 5000;
  await testServer.setTokenLifetime(LIFETIME_S);
  const token = await requestToken(fixture);
  await testServer.setTokenLifetime(3600);
  await testServer.clearRequests();
  const { exp } = JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as { exp: number };
  return {
    async load(): Promise<void> {
      const element = mount(fixture, { token, tokenEndpoint: undefined, preload: 'auto' });
      await waitUntil(() => element.buffered.length > 0 && element.buffered.end(0) >= SHORT_BUFFER.maxBufferLength);
      element.remove();
    },
    listOtherRequests: async () => (await testServer.listRequests()).filter((entry) => entry.token?.exp !== exp),
  };
}

/** The buffer of a test at twice the speed: as long as `SHORT_BUFFER` for the viewer. */
export const FAST_BUFFER = { ...SHORT_BUFFER, maxBufferLength: 12, maxMaxBufferLength: 12 };

/** Records the interruptions that a viewer would notice, from when the player has buffered enough not to depend on the speed of the machine. */
export async function recordInterruptions(element: SecureStreamElement): Promise<readonly string[]> {
  await waitUntil(() => bufferedAhead(element) >= SHORT_BUFFER.maxBufferLength, 'a full buffer');
  const seen: string[] = [];
  for (const name of ['waiting', 'emptied', 'seeking', 'error'])
    element.addEventListener(name, () => {
      if (isInterruption(name, element))
        seen.push(`${name} at ${element.currentTime}, ${bufferedAhead(element)} s ahead`);
    });
  return seen;
}
