import { SecureStream } from '@secure-stream/react';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import { pictureIn, place, playerIn, playing, stage, until } from './page.ts';

declare const gc: () => void;

test('of a hundred players that came and went nothing is left', { timeout: 120_000 }, async () => {
  const scene = await stage({ life: 3 });
  const { root, container } = place();
  const film = (key: number) => createElement(SecureStream, { ...scene.source, ...playing, key });
  const gone: WeakRef<Element>[] = [];
  for (let round = 0; round < 100; round += 1) {
    root.render(film(round));
    await until(() => container.querySelector('secure-stream') !== null, 'the player');
    if (round % 25 === 0) await pictureIn(container);
    gone.push(new WeakRef(playerIn(container)));
    root.render(null);
    await until(() => container.querySelector('secure-stream') === null, 'its end');
  }

  // React itself keeps the last one or two of what it has rendered.
  await until(() => (gc(), gone.filter((player) => player.deref()).length <= 2), 'the memory to be free again');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { asked } = scene.endpoint;
  scene.origin.requests.clear();
  // Longer than a token lives: whoever still had a timer would ask.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect(scene.endpoint.asked).toBe(asked);
  expect(scene.origin.requests.entries).toEqual([]);
  expect(document.querySelectorAll('secure-stream, iframe')).toHaveLength(0);
});
