import { ApiError } from './envelope.js';
import { Body } from './body.js';
import type { Handler } from './call.js';
import { admitCaller, type Permission } from './credentials.js';
import { createDownload, listDownloads, removeDownload } from './downloads.js';
import { createKey, listKeys, revokeKey } from './keys.js';
import {
  createLiveInput,
  getLiveInput,
  listBroadcasts,
  listLiveInputs,
  removeLiveInput,
  updateLiveInput,
} from './live-inputs.js';
import { createRateLimiter, type RateLimit } from './rate-limit.js';
import { createToken } from './tokens.js';
import { editVideo, getEmbed, getVideo, listCaptions, listVideos, removeVideo } from './videos.js';
import type { Room } from '../request-context.js';

export interface ApiOptions {
  /** The account that the tokens are of. Default: any. */
  readonly accountId?: string;
  /** API tokens and what each may do. Default: every token may do everything. A call without one is always refused. */
  readonly tokens?: Readonly<Record<string, Permission>>;
  /** Default: none. */
  readonly rateLimit?: RateLimit;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** By what stands behind `/accounts/<a>/stream`; `*` is any segment, and the first that matches is taken. */
const ROUTES: readonly (readonly [string, Partial<Record<Method, Handler>>])[] = [
  ['', { GET: listVideos }],
  ['keys', { GET: listKeys, POST: createKey }],
  ['keys/*', { DELETE: revokeKey }],
  ['live_inputs', { GET: listLiveInputs, POST: createLiveInput }],
  ['live_inputs/*', { GET: getLiveInput, PUT: updateLiveInput, DELETE: removeLiveInput }],
  ['live_inputs/*/videos', { GET: listBroadcasts }],
  ['*', { GET: getVideo, POST: editVideo, DELETE: removeVideo }],
  ['*/token', { POST: createToken }],
  ['*/downloads', { GET: listDownloads, POST: createDownload, DELETE: removeDownload }],
  ['*/downloads/*', { POST: createDownload, DELETE: removeDownload }],
  ['*/captions', { GET: listCaptions }],
  ['*/embed', { GET: getEmbed }],
];

/** The service's API below `/client/v4/accounts/<a>/stream`, as far as it is about who may see what. */
export function createApi({ accountId, tokens, rateLimit }: ApiOptions, now: () => number): Room {
  const count = rateLimit ? createRateLimiter(rateLimit, now) : () => {};

  return async ({ request, url, base, route }, origin) => {
    if (route.kind !== 'api') return null;
    try {
      count(admitCaller(request, tokens));
      const { account, path } = readPath(route.path);
      if (accountId && account !== accountId) throw new ApiError('permission-missing', 'Authentication error');
      const { handler, names } = find(request.method, path);
      return await handler({
        origin,
        base,
        query: url.searchParams,
        names,
        body: () => Body.read(request),
      });
    } catch (error) {
      if (error instanceof ApiError) return error.toResponse();
      throw error;
    }
  };
}

function readPath(path: string): { account: string; path: readonly string[] } {
  const [, account = '', rest = ''] = /^\/accounts\/([\w-]+)\/stream(?:\/(.*?))?\/?$/.exec(path) ?? [];
  if (!account) throw new ApiError('route-unknown', 'No route for that URI');
  return { account, path: rest.split('/') };
}

function find(method: string, path: readonly string[]): { handler: Handler; names: readonly string[] } {
  for (const [pattern, handlers] of ROUTES) {
    const wanted = pattern.split('/');
    if (wanted.length !== path.length || !wanted.every((one, index) => one === path[index] || (one === '*' && path[index]))) continue; // prettier-ignore
    const handler = Object.hasOwn(handlers, method) ? handlers[method as Method] : undefined;
    if (!handler) throw new ApiError('method-unknown', 'Method not allowed', { Allow: Object.keys(handlers).join(', ') }); // prettier-ignore
    return { handler, names: path.filter((_, index) => wanted[index] === '*') };
  }
  throw new ApiError('route-unknown', 'No route for that URI');
}
