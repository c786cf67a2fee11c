/// <reference types="vite/client" />
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import type { PlaygroundState } from './playground-state.ts';

/** Set by a build whose pages are not at the root of their host, where the worker is (docs/decisions/0028-documentation-site.md). */
const WORKER = (import.meta.env.STORYBOOK_SERVICE_WORKER as string | undefined) ?? 'mockServiceWorker.js';

let current: PlaygroundState | undefined;

/** The current playground answers every request of this page and its frames to the service or the endpoint. */
const worker = setupWorker(
  http.all(
    ({ request }) => current?.handles(new URL(request.url)) ?? false,
    ({ request }) => current?.fetch(request),
  ),
);

export async function startWorker(): Promise<void> {
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: new URL(WORKER, document.baseURI).href },
  });
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
}

export function setPlayground(playground: PlaygroundState | undefined): void {
  current = playground;
}
