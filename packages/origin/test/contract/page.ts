import { setupWorker } from 'msw/browser';
import { createOrigin } from '@secure-stream/origin';
import { originHandlers } from '@secure-stream/origin/msw';

/** A response in the form that a page passes to a test. */
export interface Told {
  readonly status: number;
  readonly type: ResponseType;
  readonly headers: readonly (readonly [string, string])[];
  /** Base64. */
  readonly body: string;
}

declare global {
  interface Window {
    openOrigin(jwk: string): Promise<void>;
    request(path: string, init: RequestInit): Promise<Told>;
  }
}

/** The origin behind the page's own service worker, below a folder of the page's site. */
window.openOrigin = async (jwk) => {
  const origin = createOrigin({ keys: [jwk] });
  await setupWorker(...originHandlers(origin, '/stream')).start({ quiet: true, onUnhandledFrame: 'bypass' });
};

window.request = async (path, init) => {
  const response = await fetch(`/stream/${path}`, init);
  const { status, type } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  let body = '';
  for (let at = 0; at < bytes.length; at += 0x8000) body += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { status, type, headers: [...response.headers], body: btoa(body) };
};
