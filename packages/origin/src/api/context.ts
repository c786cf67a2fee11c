import type { Context, Handler, TypedResponse } from 'hono';
import type { Video } from '../library/videos.js';
import type { OriginState } from '../state.js';
import { Body } from './body.js';
import { ApiError } from './envelope.js';

export interface ApiEnv {
  Bindings: {
    readonly origin: OriginState;
    /** URL of the origin, without a trailing slash. */
    readonly baseUrl: string;
  };
}

export type ApiContext = Context<ApiEnv>;

export type ApiHandler = Handler<ApiEnv, string, object, Response | Promise<Response> | TypedResponse>;

/** The JSON object in the request body. An empty body counts as `{}`, as `/token` needs it. */
export const bodyOf = async (c: ApiContext): Promise<Body> => Body.parse(await c.req.text());

/** The video in the path. */
export function videoOf(c: ApiContext): Video {
  const video = c.env.origin.videos.get(c.req.param('uid') ?? '');
  if (!video) throw new ApiError('not-found', 'There is no such video.');
  return video;
}
