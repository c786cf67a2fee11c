import { buildTokenRequest, type EndpointProviderOptions } from '@secure-stream/session/core';

/** The progress endpoint, and a video. */
export interface ProgressTarget extends Pick<EndpointProviderOptions, 'url' | 'credentials' | 'request'> {
  readonly videoId: string;
  readonly playbackId?: string | undefined;
}

/** Builds a report of these fields, or without them the question how far the viewer has come. Returns `null` if the URL is invalid. */
export async function buildProgressRequest(
  { url, credentials, request = {}, videoId, playbackId }: ProgressTarget,
  fields?: object,
) {
  const { signal } = new AbortController();
  const context = { videoId, playbackId, reason: 'progress', takeover: false, signal } as const;
  const additions = typeof request === 'function' ? await request(context) : request;
  return buildTokenRequest(
    { url, credentials, baseUrl: globalThis.document?.baseURI, method: fields ? 'POST' : 'GET' },
    { videoId, playbackId },
    { ...additions, body: { ...additions.body, ...fields } },
  );
}

/** Where the viewer was at the last report, from any device. Seconds. */
export interface RemotePosition {
  readonly position: number;
  readonly duration: number;
}

/** Asks the site where the viewer was. `undefined`: nowhere, or the site does not say. */
export async function readRemotePosition(target: ProgressTarget): Promise<RemotePosition | undefined> {
  const built = await buildProgressRequest(target);
  const response = built && (await fetch(built.url, built));
  if (!response?.ok) return undefined;
  const { position, duration } = (await response.json()) as Readonly<Record<string, unknown>>;
  return typeof position === 'number' && typeof duration === 'number' && position > 0
    ? { position, duration }
    : undefined;
}
