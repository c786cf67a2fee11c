import { SecureStream } from '@secure-stream/react';
import { waitUntil } from '@secure-stream/test-server/wait';
import { createElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { waitForFrame, createPlayingElement, stage } from './page.ts';

test('hydrates the markup of the server without an error, an event lost, or a change of layout', async () => {
  const scene = await stage({ tokenLifetime: 3 });
  const heard = { playing: 0, renewed: 0 };
  const page = createElement(
    StrictMode,
    null,
    createElement(SecureStream, {
      ...scene.source,
      ...createPlayingElement,
      className: 'film',
      onPlaying: () => (heard.playing += 1),
      onTokenRefresh: () => (heard.renewed += 1),
    }),
  );
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(page);
  // From here on: React 18 complains of the layout effects that Lit's half for browsers has, and its half for servers has not.
  const said = vi.spyOn(console, 'error');
  onTestFinished(() => said.mockRestore());
  const before = container.querySelector('.film');
  const place = before?.getBoundingClientRect();
  const problems: unknown[] = [];
  const root = hydrateRoot(container, page, { onRecoverableError: (problem) => problems.push(problem) });
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });

  await waitForFrame(container);
  await waitUntil(() => heard.renewed > 0, 'a renewal');
  const after = container.querySelector('.film');
  expect(after).toBe(before);
  expect(after?.getBoundingClientRect()).toEqual(place);
  expect(heard.playing).toBeGreaterThan(0);
  expect(scene.endpoint.requestCount).toBe(1 + heard.renewed);
  expect(problems).toEqual([]);
  expect(said).not.toHaveBeenCalled();
});
