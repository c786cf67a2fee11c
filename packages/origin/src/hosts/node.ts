/// <reference types="node" preserve="true" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sendResponse } from '@remix-run/node-fetch-server';
import type { RequestSource } from '../exchange.js';
import type { Origin } from '../origin.js';
import { renderInWorker } from './image-worker-client.js';
import { requestOf } from './node-request.js';
import { normalizePrefix, stripPrefix } from './path-prefix.js';

export interface ServeOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly hostname?: string;
}

/** An origin that listens on a socket. */
export interface Served {
  /** Without a trailing slash. */
  readonly url: string;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

type ServedOrigin = Pick<Origin, 'fetch'> & Partial<Pick<Origin, 'images'>>;

/** Serves an origin on a socket of this machine. Thumbnails are rendered in a worker thread, so that they do not block other requests. */
export async function serve(
  origin: ServedOrigin,
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<Served> {
  const handle = originMiddleware(origin);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  if (origin.images) origin.images.renderJob = renderInWorker;
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${actualPort}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

export interface MiddlewareOptions {
  /** Path below which the origin is mounted, such as `/stream`. Default: the root. */
  readonly base?: string;
}

/** The origin as Connect middleware, for Vite and Express. Requests outside of the base are passed to `next`. */
export function originMiddleware(origin: Pick<Origin, 'fetch'>, { base = '/' }: MiddlewareOptions = {}) {
  const pathPrefix = normalizePrefix(base);
  return async (incoming: IncomingMessage, outgoing: ServerResponse, next?: () => void): Promise<void> => {
    const request = requestOf(incoming, outgoing);
    const stripped = request && stripPrefix(request, pathPrefix);
    if (request && !stripped && next) return next();
    if (!stripped) return void outgoing.writeHead(request ? 404 : 400).end();
    const send: RequestSource['send'] = (status, headers, body) =>
      void outgoing.writeHead(status, headers).end(body ?? undefined);
    const response = await origin.fetch(stripped, { pathPrefix, send });
    if (outgoing.headersSent) return;
    if (response.type === 'error') return void outgoing.destroy();
    // If the body fails, send what there is and close the connection, so that the client sees an incomplete body.
    await sendResponse(outgoing, response).catch(() => outgoing.socket?.destroySoon());
  };
}
