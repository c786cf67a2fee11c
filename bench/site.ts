import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Site {
  readonly url: string;
  /** Milliseconds before each answer. */
  latency: number;
  close(): void;
}

export interface SiteOptions {
  /** Entries, each of which has a page of its name, minified and gzipped. */
  readonly scripts: readonly URL[];
  /** Attributes of `<html>`. */
  readonly data?: () => Readonly<Record<string, string>>;
  readonly token: (request: Request) => Promise<Response>;
}

/** Bytes in a second of one answer. */
const BANDWIDTH = 1_000_000;

/** The site of a page, with its token endpoint on it, as far away as the video and as slow. `?hinted`: with the engine preloaded. */
export async function serveSite({ scripts, data = () => ({}), token }: SiteOptions): Promise<Site> {
  const files = await bundle(scripts);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(new URL(request.url ?? '/', site.url), Buffer.concat(chunks), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site: Site = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    latency: 0,
    close: () => (server.closeAllConnections(), server.close()),
  };
  return site;

  async function answer({ pathname, search }: URL, body: Buffer, response: ServerResponse): Promise<void> {
    await wait(site.latency);
    const name = pathname.slice(1);
    const file = files.get(name);
    if (name === 'token') {
      const headers = { 'Content-Type': 'application/json' };
      const grant = await token(new Request(site.url, { method: 'POST', body: body.toString(), headers }));
      response.writeHead(grant.status, headers).end(await grant.text());
    } else if (file) {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Encoding': 'gzip' });
      await trickle(file, response);
    } else if (files.has(`${name}.js`)) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page(name, search === '?hinted'));
    } else response.writeHead(404).end();
  }

  function page(name: string, isHinted: boolean): string {
    const attributes = Object.entries(data()).map(([key, value]) => `data-${key}="${value}"`);
    const hints = isHinted ? [...files.keys()].filter((file) => /^(?:hls|chunk)-/.test(file)) : [];
    return `<!doctype html><html ${attributes.join(' ')}><body>
${hints.map((file) => `<link rel="modulepreload" href="/${file}">`).join('')}
<script type="module" src="/${name}.js"></script>`;
  }
}

async function trickle(bytes: Buffer, response: ServerResponse): Promise<void> {
  const step = BANDWIDTH / 100;
  const start = performance.now();
  for (let sent = 0; sent < bytes.length; sent += step) {
    response.write(bytes.subarray(sent, sent + step));
    await wait(Math.max(0, start + ((sent + step) / BANDWIDTH) * 1000 - performance.now()));
  }
  response.end();
}

async function bundle(scripts: readonly URL[]): Promise<Map<string, Buffer>> {
  const { outputFiles } = await build({
    entryPoints: scripts.map((script) => fileURLToPath(script)),
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['source', 'browser', 'production'],
    outdir: 'out',
    write: false,
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.split('/').at(-1)!, gzipSync(contents)]));
}
