/// <reference types="node" preserve="true" />
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Origin } from '../origin.js';
import { type MiddlewareOptions, originMiddleware } from './node.js';

/** The part of Koa's context that is used here. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** `false` keeps Koa from sending its own response. */
  respond?: boolean;
}

/** The origin as Koa middleware, for the Web Test Runner and its development server. */
export function originKoa(origin: Pick<Origin, 'fetch'>, options: MiddlewareOptions = {}) {
  const handle = originMiddleware(origin, options);
  return async (context: KoaContext, next: () => Promise<unknown>): Promise<void> => {
    let isPassedOn = false;
    await handle(context.req, context.res, () => {
      isPassedOn = true;
    });
    if (isPassedOn) await next();
    else context.respond = false;
  };
}
