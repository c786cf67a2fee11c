import type { SecureStreamElement } from '@secure-stream/element';
import { createElement, StrictMode, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import { waitUntil } from '@secure-stream/test-server/wait';
import {
  createPlayground,
  type PlaygroundState,
  type PlaygroundOptions,
} from '../../../stories/support/playground-state.ts';
import { setPlayground, startWorker } from '../../../stories/support/service-worker.ts';

/** An origin and an endpoint in this page, for one test. */
export async function stage(options: PlaygroundOptions = {}): Promise<PlaygroundState> {
  await (started ??= startWorker());
  const scene = await createPlayground({ latency: 10, ...options });
  setPlayground(scene);
  return scene;
}

let started: Promise<void> | undefined;

/** What makes it play at once, and short of buffer, so that later tokens have something to open. */
export const createPlayingElement = {
  autoplay: true,
  muted: true,
  playsInline: true,
  hlsConfig: { maxBufferLength: 6, maxMaxBufferLength: 6 },
} as const;

/** A place on the page that React fills. It is emptied when the test is over. */
export function createContainer(): {
  readonly root: Root;
  readonly container: HTMLElement;
  show(node: ReactNode): void;
} {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });
  return { root, container, show: (node) => root.render(createElement(StrictMode, null, node)) };
}

export const findPlayer = (container: Element): SecureStreamElement => {
  const player = container.querySelector('secure-stream');
  if (!player) throw new TypeError('there is no player on the page');
  return player;
};

export const waitForFrame = (container: Element) =>
  waitUntil(() => (container.querySelector('secure-stream')?.currentTime ?? 0) > 0.2, 'the first picture');
