// @tier all: `removed-player.e2e` counts what a removed player leaves
import { SecureStream } from '@secure-stream/react';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { waitForFirstFrame, createContainer, findPlayer, AUTOPLAY_PROPS, openPlayground } from './page.ts';

/** V8. Asynchronous, it does not take what lies on the stack for references. */
declare const gc: (options: { execution: 'async' }) => Promise<void>;

test('releases memory, timers and requests of a hundred unmounted players', { timeout: 120_000 }, async () => {
  const playground = await openPlayground({ tokenLifetime: 3 });
  const { root, container } = createContainer();
  const createPlayer = (key: number) => createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS, key });
  const removed: WeakRef<Element>[] = [];
  for (let round = 0; round < 100; round += 1) {
    root.render(createPlayer(round));
    await waitUntil(() => container.querySelector('secure-stream') !== null, 'the player');
    if (round % 25 === 0) await waitForFirstFrame(container);
    removed.push(new WeakRef(findPlayer(container)));
    root.render(null);
    await waitUntil(() => container.querySelector('secure-stream') === null, 'its removal');
  }

  // React itself retains the last one or two elements that it rendered.
  const countRetained = async () => {
    await gc({ execution: 'async' });
    return removed.filter((player) => player.deref()).length;
  };
  await waitUntil(async () => (await countRetained()) <= 2, 'the players to be collected');
  // By the time that another player has renewed its token twice, each timer that a removed player left has called back.
  const remaining = document.createElement('secure-stream');
  const { tokenEndpoint, ...source } = playground.source;
  const tokenProvider = async () => {
    const response = await fetch(tokenEndpoint, { method: 'POST', body: JSON.stringify({ videoId: source.videoId }) });
    return (await response.json()) as { token: string };
  };
  Object.assign(remaining, {
    ...source,
    ...AUTOPLAY_PROPS,
    autoplay: false,
    preload: 'auto',
    poster: 'none',
    tokenProvider,
  });
  document.body.append(remaining);
  // Its buffer is full when a whole renewal interval passes without a request for media.
  const { requests } = playground.origin;
  await waitUntil(() => remaining.buffered.length > 0, 'the first segment');
  do {
    requests.clear();
    await nextEvent(remaining, 'tokenrefresh');
  } while (requests.entries.length > 0);
  const { requestCount } = playground.endpoint;
  for (let renewal = 0; renewal < 2; renewal += 1) await nextEvent(remaining, 'tokenrefresh');
  expect(playground.endpoint.requestCount).toBe(requestCount + 2);
  expect(requests.entries).toEqual([]);
  remaining.remove();
  expect(document.querySelectorAll('secure-stream, iframe')).toHaveLength(0);
});
