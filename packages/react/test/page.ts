import type { SecureStreamElement } from '@secure-stream/element';
import { createElement, StrictMode, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import { openScene, type Scene, type SceneOptions } from '../../../stories/stage/scene.ts';
import { show, startWorker } from '../../../stories/stage/worker.ts';

/** An origin and an endpoint in this page, for one test. */
export async function stage(options: SceneOptions = {}): Promise<Scene> {
  await (started ??= startWorker());
  const scene = await openScene({ latency: 10, ...options });
  show(scene);
  return scene;
}

let started: Promise<void> | undefined;

/** What makes it play at once, and short of buffer, so that later tokens have something to open. */
export const playing = {
  autoplay: true,
  muted: true,
  playsInline: true,
  hlsConfig: { maxBufferLength: 6, maxMaxBufferLength: 6 },
} as const;

/** A place on the page that React fills. It is emptied when the test is over. */
export function place(): { readonly root: Root; readonly container: HTMLElement; show(node: ReactNode): void } {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });
  return { root, container, show: (node) => root.render(createElement(StrictMode, null, node)) };
}

export const playerIn = (container: Element): SecureStreamElement => {
  const player = container.querySelector('secure-stream');
  if (!player) throw new TypeError('there is no player on the page');
  return player;
};

/** Waits until something is so; says what for when it never is. */
export async function until(isSo: () => boolean, what: string, seconds = 20): Promise<void> {
  for (let left = seconds * 50; left > 0; left -= 1) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

export const pictureIn = (container: Element) =>
  until(() => (container.querySelector('secure-stream')?.currentTime ?? 0) > 0.2, 'the first picture');
