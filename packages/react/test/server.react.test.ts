// @react 18: hydration and re-rendering differ from React 19
import { SecureStreamElement } from '@secure-stream/element';
import { SecureStream, type SecureStreamProps } from '@secure-stream/react';
import { SecureStreamPlayer } from '@secure-stream/react/player';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { createElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { StreamProps } from '../src/props.ts';
import { PLACEHOLDER_STYLE, toServerAttributes } from '../src/server-markup.ts';
import { AUTOPLAY_PROPS, openPlayground } from './page.ts';

/** Props that fit both elements. */
type SharedProps = StreamProps<HTMLElement>;

/** What the component of a tag renders where there is no `window`. A test in a browser cannot take the window away. */
function ServerTag({ tagName, ...props }: SecureStreamProps & { tagName: string }) {
  const style = createElement('style', { href: 'secure-stream', precedence: 'low' }, PLACEHOLDER_STYLE);
  return createElement(tagName, toServerAttributes(props, SecureStreamElement), style);
}

const COMPONENTS = [
  { tagName: 'secure-stream', render: (props: SharedProps) => createElement(SecureStream, props) },
  { tagName: 'secure-stream-player', render: (props: SharedProps) => createElement(SecureStreamPlayer, props) },
] as const;

test.each(COMPONENTS)(
  'hydrates $tagName of the server without an error, a lost event or a layout shift',
  async (subject) => {
    const playground = await openPlayground({ tokenLifetime: 3 });
    const counts = { playing: 0, renewed: 0 };
    const props = {
      ...playground.source,
      ...AUTOPLAY_PROPS,
      className: 'player',
      onPlaying: () => (counts.playing += 1),
      onTokenRefresh: () => (counts.renewed += 1),
    };
    const page = createElement(StrictMode, null, subject.render(props));
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(
      createElement(StrictMode, null, createElement(ServerTag, { ...props, tagName: subject.tagName })),
    );
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
    const after = () => container.querySelector(subject.tagName);
    const root = hydrateRoot(container, page, { onRecoverableError: (problem) => problems.push(problem) });
    onTestFinished(() => {
      root.unmount();
      container.remove();
    });

    await waitUntil(() => (after()?.currentTime ?? 0) > 0.2, 'the first frame');
    await waitUntil(() => counts.renewed > 0, 'a renewal');
    expect(after()).toBe(before);
    expect(after()?.getBoundingClientRect()).toEqual(box);
    expect(counts.playing).toBeGreaterThan(0);
    expect(playground.endpoint.requestCount).toBe(1 + counts.renewed);
    expect(problems).toEqual([]);
    expect(consoleError).not.toHaveBeenCalled();
  },
);
