import type { Fixture, FixtureOptions } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import type { Stream } from '../../src/embed/sdk/stream-player.js';
import { INITIAL_PROPERTIES } from '../../src/embed/sdk/messages.js';

/** The player object of the SDK. */
export type Player = Omit<ReturnType<typeof Stream>, 'buffered'> & {
  -readonly [Name in keyof typeof INITIAL_PROPERTIES]: Widened<(typeof INITIAL_PROPERTIES)[Name]>;
};

type Widened<Value> = Value extends boolean
  ? boolean
  : Value extends number
    ? number
    : Value extends string
      ? string
      : { readonly ranges: readonly { readonly start: number; readonly end: number }[] };

export interface Framed {
  readonly fixture: Fixture;
  readonly iframe: HTMLIFrameElement;
  readonly player: Player;
  readonly token: string;
  /** Names of the received events, oldest first. */
  readonly events: string[];
  /** Resolves at the next event of this name. */
  next(event: string): Promise<Event>;
}

/** A frame on another origin than this page, and the SDK of the origin that controls it. */
export async function openFrame({
  query = {},
  path,
  ...options
}: FixtureOptions & { query?: Record<string, string>; path?: (token: string, videoId: string) => string } = {}) {
  const fixture = await testServer.open(options);
  return frameIn(fixture, await requestToken(fixture), query, path);
}

export async function frameIn(
  fixture: Fixture,
  token: string,
  query: Record<string, string> = {},
  path = (id: string, _videoId: string) => `/${id}/iframe`,
): Promise<Framed> {
  const create = await loadSdk(fixture.origin);
  const iframe = document.createElement('iframe');
  iframe.allow = 'autoplay';
  iframe.style.cssText = 'width: 480px; height: 270px; border: 0';
  iframe.src = `${fixture.origin}${path(token, fixture.videoId)}?${new URLSearchParams(query)}`;
  const player = create(iframe) as unknown as Player;
  const events: string[] = [];
  for (const name of EVENTS) player.addEventListener(name, () => events.push(name));
  document.body.append(iframe);
  return { fixture, iframe, player, token, events, next: (event) => once(player, event) };
}

const EVENTS = [
  ...'abort canplay canplaythrough durationchange emptied ended error loadeddata loadedmetadata loadstart pause play playing'.split(' '), // prettier-ignore
  ...'progress ratechange resize seeked seeking stalled suspend timeupdate volumechange waiting stream-adstart stream-adend stream-adtimeout'.split(' '), // prettier-ignore
];

export const once = (target: EventTarget, type: string): Promise<Event> =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

export async function requestToken({ endpoint, videoId }: Fixture): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ videoId }),
  });
  return ((await response.json()) as { token: string }).token;
}

let loading: Promise<typeof Stream> | undefined;

/** The test server keeps its ports, so the SDK loads once for all tests of a page. */
function loadSdk(origin: string): Promise<typeof Stream> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${origin}/embed/sdk.latest.js`;
    script.addEventListener('load', () => resolve((window as unknown as { Stream: typeof Stream }).Stream));
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  return loading;
}

/** Records all messages of frames to this page until `stop()`. */
export function recordMessages(): { readonly messages: unknown[]; stop(): void } {
  const messages: unknown[] = [];
  const lifetime = new AbortController();
  window.addEventListener('message', ({ data }) => messages.push(data), { signal: lifetime.signal });
  return { messages, stop: () => lifetime.abort() };
}
