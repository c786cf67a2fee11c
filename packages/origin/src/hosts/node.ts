/// <reference types="node" preserve="true" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { sendResponse } from '@remix-run/node-fetch-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { RequestSource } from '../exchange.js';
import type { Origin } from '../origin.js';
import { renderInWorker } from './image-worker-client.js';
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
  const answer = async (request: Request, outgoing: ServerResponse): Promise<void> => {
    const stripped = stripPrefix(request, pathPrefix);
    if (!stripped) return void outgoing.writeHead(404).end();
    const send: RequestSource['send'] = (status, headers, body) =>
      void outgoing.writeHead(status, headers).end(body ?? undefined);
    const response = await origin.fetch(stripped, { pathPrefix, send });
    if (outgoing.headersSent) return;
    if (response.type === 'error') return void outgoing.destroy();
    // If the body fails, send what there is and close the connection, so that the client sees an incomplete body.
    await sendResponse(outgoing, response).catch(() => outgoing.socket?.destroySoon());
  };
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      await answer(request, outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    // A request of HTTP/1.0 may have no `Host`.
    { overrideGlobalObjects: false, hostname: 'localhost' },
  );
  return async (incoming: IncomingMessage, outgoing: ServerResponse, next?: () => void): Promise<void> => {
    if (next && !incoming.url?.startsWith(`${pathPrefix}/`)) return next();
    await listener(incoming, outgoing);
  };
}
