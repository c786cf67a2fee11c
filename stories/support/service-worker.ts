import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import type { PlaygroundState } from './playground-state.ts';

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
    serviceWorker: { url: new URL('mockServiceWorker.js', document.baseURI).href },
  });
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller)
    await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
}

export function setPlayground(playground: PlaygroundState | undefined): void {
  current = playground;
}
