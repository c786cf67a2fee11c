/// <reference types="node" preserve="true" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sendResponse, createRequest } from '@remix-run/node-fetch-server';
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

/// <reference types="node" preserve="true" />
/** Converts a request of Node. `null` for what the Fetch standard does not allow: `TRACE`, an invalid host. */
function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request | null {
  try {
    const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
    return isRead ? readRequest(incoming, outgoing) : createRequest(incoming, outgoing);
  } catch {
    return null;
  }
}

/**
 * A request without a body, with a signal that is created when it is read. Few requests need theirs, and a signal that is given to the
 * constructor costs more than the rest of the request, because the request's own signal follows it.
 */
function readRequest(
  { method = 'GET', url = '/', headers, socket }: IncomingMessage,
  outgoing: ServerResponse,
): Request {
  const protocol = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  const request = new Request(`${protocol}://${headers.host ?? 'localhost'}${url}`, {
    method,
    // Only `set-cookie`, which no request has, is a list.
    headers: headers as Record<string, string>,
  });
  let signal: AbortSignal | undefined;
  return Object.defineProperty(request, 'signal', { get: () => (signal ??= signalOf(outgoing)) });
}

/** Aborts when the connection closes before the response is sent. */
function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!outgoing.writableFinished) controller.abort();
  };
  if (outgoing.closed) abort();
  else outgoing.once('close', abort);
  return controller.signal;
}
