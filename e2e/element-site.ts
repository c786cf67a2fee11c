import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';

export interface ElementSite {
  /** Without a trailing slash. */
  readonly url: string;
  close(): void;
}

/** Serves the element as `/secure-stream.js`, and at every other address the page that `createPage` returns. */
export async function serveElement(createPage: (url: URL) => string): Promise<ElementSite> {
  const { outputFiles } = await build({
    entryPoints: ['packages/element/src/entries/define.ts'],
    bundle: true,
    format: 'esm',
    conditions: ['@secure-stream/source', 'browser'],
    write: false,
  });
  const server = createServer(({ url = '' }, response) => {
    const isScript = url === '/secure-stream.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? outputFiles[0]!.contents : createPage(new URL(url, 'http://site')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}
