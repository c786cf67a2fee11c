import { SecureStream } from '@secure-stream/react';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { waitForFrame, createContainer, findPlayer, createPlayingElement, stage, waitUntil } from './page.ts';

declare const gc: () => void;

test('of a hundred players that came and went nothing is left', { timeout: 120_000 }, async () => {
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
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { requestCount: asked } = scene.endpoint;
  scene.origin.requests.clear();
  // Longer than a token lives: whoever still had a timer would ask.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect(scene.endpoint.requestCount).toBe(asked);
  expect(scene.origin.requests.entries).toEqual([]);
  expect(document.querySelectorAll('secure-stream, iframe')).toHaveLength(0);
});
