import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

export interface Site {
  readonly url: string;
  /** Bytes of the scripts that were sent, gzipped. */
  scriptBytes: number;
  close(): void;
}

export interface SiteOptions {
  /** Entry points. Each has a page of its name, minified and gzipped. */
  readonly scripts: readonly URL[];
  /** Attributes of `<html>`. */
  readonly data?: () => Readonly<Record<string, string>>;
  readonly token: (request: Request) => Promise<Response>;
  /** Other files, by their path without the first slash. They are sent gzipped. */
  readonly files?: ReadonlyMap<string, Buffer>;
  /** Renders the page of a script, by its name, with the player's and engine's modules, and the query of its URL. Default: a page without content. */
  readonly render?: Readonly<
    Record<string, (modules: readonly string[], query: string) => RenderedPage | Promise<RenderedPage>>
  >;
}

export interface RenderedPage {
  /** HTML. */
  readonly links: string;
  /** HTML. */
  readonly body: string;
}

/** The site of a page, with its token endpoint. A page preloads the static imports of its script, as bundlers do. */
export async function serveSite({
  scripts,
  data = () => ({}),
  token,
  files: others = new Map(),
  render = {},
}: SiteOptions): Promise<Site> {
  const bundles = await Promise.all(scripts.map(buildBundle));
  const files = new Map([...bundles.flatMap((one) => [...one.files]), ...others]);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void respond(new URL(request.url ?? '/', site.url), Buffer.concat(chunks), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site: Site = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scriptBytes: 0,
    close: () => (server.closeAllConnections(), server.close()),
  };
  return site;

  async function respond(url: URL, body: Buffer, response: ServerResponse): Promise<void> {
    const { pathname, search } = url;
    const name = pathname.slice(1);
    const file = files.get(name);
    if (name === 'token') {
      const headers = { 'Content-Type': 'application/json' };
      const grant = await token(new Request(url, { method: 'POST', body: body.toString(), headers }));
      response.writeHead(grant.status, headers).end(await grant.text());
    } else if (file) {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Encoding': 'gzip' });
      site.scriptBytes += file.length;
      response.end(file);
    } else {
      const found = bundles.find(({ entry }) => entry === `${name}.js`);
      if (!found) return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(await page(found, search.slice(1)));
    }
  }

  async function page({ entry, imports, engine }: Bundle, query: string): Promise<string> {
    const attributes = Object.entries(data()).map(([key, value]) => `data-${key}="${value}"`);
    const renderContent = render[entry.replace('.js', '')];
    const urls = (names: Iterable<string>) => [...new Set(names)].map((file) => `/${file}`);
    const { links, body } = (await renderContent?.(urls([...imports, ...engine]), query)) ?? {
      links: urls(imports)
        .map((url) => `<link rel="modulepreload" href="${url}">`)
        .join(''),
      body: '',
    };
    return `<!doctype html><html ${attributes.join(' ')}><body>
<script type="module" src="/${entry}"></script>
${links}${body}`;
  }
}

interface Bundle {
  readonly entry: string;
  /** Gzipped files by name. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The static imports of the entry, recursively. */
  readonly imports: ReadonlySet<string>;
  /** The hls engine and its static imports. */
  readonly engine: ReadonlySet<string>;
}

/** Bundles like Vite: the static imports of a dynamic import load in parallel with it. */
async function buildBundle(script: URL): Promise<Bundle> {
  const path = fileURLToPath(script);
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@secure-stream/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: path,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', minify: true },
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(built.output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])));
  const withImports = (names: readonly string[], found = new Set<string>()): ReadonlySet<string> => {
    for (const name of names) if (!found.has(name)) withImports(chunks.get(name)?.imports ?? [], found.add(name));
    return found;
  };
  const findChunks = (module: RegExp) =>
    [...chunks.values()].flatMap(({ facadeModuleId, fileName }) =>
      module.test(facadeModuleId ?? '') ? [fileName] : [],
    );
  const entry = basename(path).replace(/\.\w+$/, '.js');
  return {
    entry,
    files: new Map([...chunks].map(([name, { code }]) => [name, gzipSync(code)])),
    imports: new Set([...withImports([entry])].slice(1)),
    engine: withImports(findChunks(/\/engines\/hls\/engine\.ts$/)),
  };
}
