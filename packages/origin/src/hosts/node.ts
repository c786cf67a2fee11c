import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequest, sendResponse } from '@remix-run/node-fetch-server';
import type { Origin } from '../origin.js';
import { folderOf, requestBelow } from './path-prefix.js';

export interface ServeOptions {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly hostname?: string;
}

/** An origin that listens. */
export interface Served {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends connections too. */
  close(): Promise<void>;
}

/** Serves an origin on a socket of this machine. */
export async function serve(
  origin: Pick<Origin, 'fetch'>,
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<Served> {
  const answer = originMiddleware(origin);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${actual}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

export interface MiddlewareOptions {
  /** The path below which the origin is found, such as `/stream`. Default: the root. */
  readonly base?: string;
}

/** The origin as middleware of Connect, which is Vite's and Express's: what is not below the base goes to `next`. */
export function originMiddleware(origin: Pick<Origin, 'fetch'>, { base = '/' }: MiddlewareOptions = {}) {
  const folder = folderOf(base);
  return async (incoming: IncomingMessage, outgoing: ServerResponse, next?: () => void): Promise<void> => {
    const request = requestOf(incoming, outgoing);
    const below = request && requestBelow(request, folder);
    if (request && !below && next) return next();
    if (!below) return void outgoing.writeHead(request ? 404 : 400).end();
    const response = await origin.fetch(below, { below: folder });
    if (response.type === 'error') return void outgoing.destroy();
    // A body that breaks off is to arrive as far as it went, and to be seen as broken off.
    await sendResponse(outgoing, response).catch(() => outgoing.socket?.destroySoon());
  };
}

/** `null` for what is no request of the Fetch standard: `OPTIONS *`, `TRACE`, a host that cannot be one. */
function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request | null {
  try {
    return createRequest(incoming, outgoing);
  } catch {
    return null;
  }
}
