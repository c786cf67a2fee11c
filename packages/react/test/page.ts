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

/** Creates an origin and an endpoint in this page, for one test. */
export async function openPlayground(options: PlaygroundOptions = {}): Promise<PlaygroundState> {
  await (started ??= startWorker());
  const playground = await createPlayground({ latency: 10, ...options });
  setPlayground(playground);
  return playground;
}

let started: Promise<void> | undefined;

/** Props of a player that plays at once, with a short buffer, so that it needs later tokens. */
export const AUTOPLAY_PROPS = {
  autoplay: true,
  muted: true,
  playsInline: true,
  hlsConfig: { maxBufferLength: 6, maxMaxBufferLength: 6 },
} as const;

/** Creates a container for React on the page. It is removed after the test. */
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

export const waitForFirstFrame = (container: Element) =>
  waitUntil(() => (container.querySelector('secure-stream')?.currentTime ?? 0) > 0.2, 'the first frame');
