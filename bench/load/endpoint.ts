import { createTokenEndpoint, type TokenEndpoint } from '@secure-stream/signer';
import type { Load } from './subject.js';

/** The token endpoint under load. Each request with a viewer may watch. */
export const createBenchEndpoint = (key: string): TokenEndpoint =>
  createTokenEndpoint({ key, authorize: (request) => request.headers.has('x-viewer'), onWarning: () => {} });

const headers = { 'content-type': 'application/json', 'x-viewer': 'viewer' };
const path = () => '/token';
const videoId = (count: number) => count.toString(16).padStart(32, '0');
const body = (count: number) =>
  JSON.stringify({ videoId: videoId(count), playbackId: `playback-number-${count.toString().padStart(8, '0')}` });

export const endpointLoad: Load = {
  good: [{ method: 'POST', status: 200, headers, path, body }],
  bad: [
    { method: 'POST', status: 403, path, body },
    // Without a body: workerd closes a connection whose request was refused before its body was read, and autocannon counts that as an error.
    {
      status: 403,
      headers: { ...headers, origin: 'https://other.example' },
      path: (count) => `/token?videoId=${videoId(count)}`,
    },
    { method: 'POST', status: 400, headers, path, body: (count) => `{"videoId":"${count}` },
    { method: 'POST', status: 404, headers, path, body: (count) => JSON.stringify({ videoId: `../${count}` }) },
    { method: 'POST', status: 400, headers, path: (count) => `/token?videoId=${videoId(count + 1)}`, body },
    {
      method: 'POST',
      status: 400,
      headers,
      path,
      body: (count) => JSON.stringify({ videoId: videoId(count), playbackId: '' }),
    },
  ],
};
