import { createServer } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import type { Origin } from '../origin.js';

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
  const server = createServer(createRequestListener((request) => origin.fetch(request)));
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
