import { SecureStream, type SecureStreamProps } from '@secure-stream/react';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { createElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PLACEHOLDER_STYLE, toServerAttributes } from '../src/server-markup.ts';
import { waitForFirstFrame, AUTOPLAY_PROPS, openPlayground } from './page.ts';

/** What `SecureStream` renders where there is no `window`. A test in a browser cannot take the window away. */
function ServerTag(props: SecureStreamProps) {
  const style = createElement('style', { href: 'secure-stream', precedence: 'low' }, PLACEHOLDER_STYLE);
  return createElement('secure-stream', toServerAttributes(props), style);
}

test('hydrates the markup of the server without an error, a lost event or a layout shift', async () => {
  const playground = await openPlayground({ tokenLifetime: 3 });
  const counts = { playing: 0, renewed: 0 };
  const props = {
    ...playground.source,
    ...AUTOPLAY_PROPS,
    className: 'player',
    onPlaying: () => (counts.playing += 1),
    onTokenRefresh: () => (counts.renewed += 1),
  };
  const page = createElement(StrictMode, null, createElement(SecureStream, props));
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(createElement(StrictMode, null, createElement(ServerTag, props)));
  // Spies after the server rendering: there, React 18 warns about layout effects of Lit's browser build.
  const consoleError = vi.spyOn(console, 'error');
  onTestFinished(() => consoleError.mockRestore());
  const before = container.querySelector('.player');
  const box = before?.getBoundingClientRect();
  // The class is defined already, as it can be on a page before React hydrates it.
  await nextFrames(2);
  expect(before?.getAttribute('video-id')).toBe(playground.source.videoId);
  expect(playground.endpoint.requestCount).toBe(0);
  const problems: unknown[] = [];
  const root = hydrateRoot(container, page, { onRecoverableError: (problem) => problems.push(problem) });
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });

  await waitForFirstFrame(container);
  await waitUntil(() => counts.renewed > 0, 'a renewal');
  const after = container.querySelector('.player');
  expect(after).toBe(before);
  expect(after?.getBoundingClientRect()).toEqual(box);
  expect(counts.playing).toBeGreaterThan(0);
  expect(playground.endpoint.requestCount).toBe(1 + counts.renewed);
  expect(problems).toEqual([]);
  expect(consoleError).not.toHaveBeenCalled();
});
