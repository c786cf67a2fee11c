import { SecureStream } from '@secure-stream/react';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { waitForFrame, createContainer, findPlayer, createPlayingElement, stage } from './page.ts';

declare const gc: () => void;

test('releases memory, timers and requests of a hundred unmounted players', { timeout: 120_000 }, async () => {
  const scene = await stage({ tokenLifetime: 3 });
  const { root, container } = createContainer();
  const film = (key: number) => createElement(SecureStream, { ...scene.source, ...createPlayingElement, key });
  const gone: WeakRef<Element>[] = [];
  for (let round = 0; round < 100; round += 1) {
    root.render(film(round));
    await waitUntil(() => container.querySelector('secure-stream') !== null, 'the player');
    if (round % 25 === 0) await waitForFrame(container);
    gone.push(new WeakRef(findPlayer(container)));
    root.render(null);
    await waitUntil(() => container.querySelector('secure-stream') === null, 'its end');
  }

  // React itself keeps the last one or two of what it has rendered.
  await waitUntil(() => (gc(), gone.filter((player) => player.deref()).length <= 2), 'the memory to be free again');
  // A player that stays renews its token twice: a timer that another one has left has called back by then.
  const witness = document.createElement('secure-stream');
  const { tokenEndpoint, ...source } = scene.source;
  const tokenProvider = async () => {
    const response = await fetch(tokenEndpoint, { method: 'POST', body: JSON.stringify({ videoId: source.videoId }) });
    return (await response.json()) as { token: string };
  };
  Object.assign(witness, {
    ...source,
    ...createPlayingElement,
    autoplay: false,
    preload: 'auto',
    poster: 'none',
    tokenProvider,
  });
  document.body.append(witness);
  // Its buffer is full when a whole renewal interval passes without a request for media.
  const { requests } = scene.origin;
  await waitUntil(() => witness.buffered.length > 0, 'the first segment');
  do {
    requests.clear();
    await nextEvent(witness, 'tokenrefresh');
  } while (requests.entries.length > 0);
  const { requestCount: asked } = scene.endpoint;
  for (let renewal = 0; renewal < 2; renewal += 1) await nextEvent(witness, 'tokenrefresh');
  expect(scene.endpoint.requestCount).toBe(asked + 2);
  expect(requests.entries).toEqual([]);
  witness.remove();
  expect(document.querySelectorAll('secure-stream, iframe')).toHaveLength(0);
});
