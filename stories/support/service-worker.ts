import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import type { PlaygroundState } from './playground-state.ts';

let current: PlaygroundState | undefined;

/** Whatever this page and the frames in it ask of the service or the endpoint is answered by the scene that is on. */
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
