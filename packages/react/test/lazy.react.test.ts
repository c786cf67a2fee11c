import { type SecureStreamElement, useSecureStreamState } from '@secure-stream/react';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { createElement, useState } from 'react';
import { expect, test } from 'vitest';
import { waitForFirstFrame, createContainer, AUTOPLAY_PROPS, openPlayground } from './page.ts';

test('LazySecureStream requests nothing outside the viewport, plays when scrolled to, and keeps its size', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const states: string[] = [];
  function Page() {
    const [player, setPlayer] = useState<SecureStreamElement | null>(null);
    const state = useSecureStreamState(player);
    if (states.at(-1) !== state) states.push(state);
    return createElement(
      'div',
      { style: { paddingTop: '400vh' } },
      createElement(LazySecureStream, {
        ...playground.source,
        ...AUTOPLAY_PROPS,
        ref: setPlayer,
        rootMargin: '0px',
        placeholder: createElement('p', null, 'Soon'),
      }),
    );
  }
  show(createElement(Page));
  await waitUntil(() => container.textContent?.includes('Soon') ?? false, 'the placeholder');
  const height = container.querySelector('p')?.parentElement?.offsetHeight;
  await nextFrames(20);
  expect(playground.endpoint.requestCount).toBe(0);

  container.querySelector('p')?.scrollIntoView();
  await waitForFirstFrame(container);
  expect(container.querySelector('secure-stream')?.offsetHeight).toBe(height);
  await waitUntil(() => states.includes('ready'), 'the state');
  expect(states.slice(0, 2)).toEqual(['idle', 'loading']);
});
