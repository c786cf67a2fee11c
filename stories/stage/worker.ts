import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import type { Scene } from './scene.ts';

let current: Scene | undefined;

/** Whatever this page and the frames in it ask of the service or the endpoint is answered by the scene that is on. */
const worker = setupWorker(
  http.all(
    ({ request }) => current?.answers(new URL(request.url)) ?? false,
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

export function show(scene: Scene | undefined): void {
  current = scene;
}
