import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type ApiOptions, authenticate, createRateLimiter } from './credentials.js';
import type { ApiEnv, ApiHandler } from './context.js';
import {
  copyVideo,
  createDownload,
  listDownloads,
  removeDownload,
  editVideo,
  getEmbed,
  getVideo,
  listCaptions,
  listVideos,
  removeVideo,
} from './videos.js';
import { ApiError } from './envelope.js';
import { createKey, listKeys, revokeKey, createToken } from './tokens.js';
import {
  createLiveInput,
  getLiveInput,
  listBroadcasts,
  listLiveInputs,
  removeLiveInput,
  updateLiveInput,
} from './live-inputs.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Paths below `/client/v4/accounts/<account>/stream`. The first that matches wins. */
const ROUTES: readonly (readonly [path: string, handlers: Partial<Record<Method, ApiHandler>>])[] = [
  ['/', { GET: listVideos }],
  ['/keys', { GET: listKeys, POST: createKey }],
  ['/keys/:id', { DELETE: revokeKey }],
  ['/live_inputs', { GET: listLiveInputs, POST: createLiveInput }],
  ['/live_inputs/:uid', { GET: getLiveInput, PUT: updateLiveInput, DELETE: removeLiveInput }],
  ['/live_inputs/:uid/videos', { GET: listBroadcasts }],
  ['/copy', { POST: copyVideo }],
  ['/:uid', { GET: getVideo, POST: editVideo, DELETE: removeVideo }],
  ['/:uid/token', { POST: createToken }],
  ['/:uid/downloads', { GET: listDownloads, POST: createDownload, DELETE: removeDownload }],
  ['/:uid/downloads/:type', { POST: createDownload, DELETE: removeDownload }],
  ['/:uid/captions', { GET: listCaptions }],
  ['/:uid/embed', { GET: getEmbed }],
];

const MAX_BODY_BYTES = 1_000_000;

/** The part of the service's API that concerns access: videos, tokens, keys, downloads and live inputs. */
export function createApi({ accountId, tokens, hosts, rateLimit }: ApiOptions, now: () => number): Hono<ApiEnv> {
  const limitRate = rateLimit ? createRateLimiter(rateLimit, now) : () => {};
  // With `strict: false`, a trailing slash makes no difference.
  const api = new Hono<ApiEnv>({ strict: false });

  api.onError((error) => {
    if (error instanceof ApiError) return error.toResponse();
    throw error;
  });
  api.use(async (c, next) => {
    if (hosts && !hosts.includes(new URL(c.req.url).hostname.replace(/^\[|\]$/g, ''))) {
      throw new ApiError('host-refused', 'The API does not answer to this host name.');
    }
    limitRate(authenticate(c.req.raw, tokens));
    await next();
  });
  api.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new ApiError('body-too-large', `The body has more than ${MAX_BODY_BYTES} bytes.`);
      },
    }),
  );

  const stream = api.basePath('/client/v4/accounts/:account{[\\w-]+}/stream');
  stream.use(async (c, next) => {
    if (accountId && c.req.param('account') !== accountId)
      throw new ApiError('permission-missing', 'Authentication error');
    await next();
  });
  for (const [path, handlers] of ROUTES) {
    for (const [method, handler] of Object.entries(handlers)) stream.on(method, path, handler);
    const headers = { Allow: Object.keys(handlers).join(', ') };
    stream.all(path, () => {
      throw new ApiError('method-unknown', 'Method not allowed', headers);
    });
  }
  api.notFound(() => new ApiError('route-unknown', 'No route for that URI').toResponse());
  return api;
}
