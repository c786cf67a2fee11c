import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origin } from '../origin.js';
import { type MiddlewareOptions, originMiddleware } from './node.js';

/** What of Koa's context is needed here. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Koa leaves an answer alone when this is false. */
  respond?: boolean;
}

/** The origin as middleware of Koa, which is the test runner's and its development server's. */
export function originKoa(origin: Pick<Origin, 'fetch'>, options: MiddlewareOptions = {}) {
  const answer = originMiddleware(origin, options);
  return async (context: KoaContext, next: () => Promise<unknown>): Promise<void> => {
    let passed = false;
    await answer(context.req, context.res, () => {
      passed = true;
    });
    if (passed) await next();
    else context.respond = false;
  };
}
