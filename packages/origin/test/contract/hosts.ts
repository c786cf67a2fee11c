import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Koa from 'koa';
import { Miniflare } from 'miniflare';
import { getResponse } from 'msw';
import { createServer as createViteServer } from 'vite';
import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { originKoa } from '@secure-stream/origin/koa';
import { originHandlers } from '@secure-stream/origin/msw';
import { originMiddleware, serve } from '@secure-stream/origin/node';
import { sign } from '../support/sign.js';
import { makeKey } from '../support/make-key.js';
import type { Subject } from './contract.js';

export interface Host extends Subject {
  close(): Promise<void>;
}

type Open = () => Promise<Host>;

/** The hosts of an origin, by name. */
export const hosts: Readonly<Record<string, Open>> = {
  'called directly': withKey(async (jwk) => {
    const origin = createOrigin({ keys: [jwk] });
    return [(path, init) => origin.fetch(new Request(`https://stream.test/${path}`, init)), async () => {}];
  }),
  'a socket of Node': withKey(async (jwk) => {
    const served = await serve(createOrigin({ keys: [jwk] }));
    return [(path, init) => fetch(`${served.url}/${path}`, init), () => served.close()];
  }),
  'Vite, below a folder': withKey(async (jwk) => {
    const origin = createOrigin({ keys: [jwk] });
    const vite = await createViteServer({
      configFile: false,
      logLevel: 'silent',
      root: fileURLToPath(new URL('.', import.meta.url)),
      server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      plugins: [{ name: 'origin', configureServer: ({ middlewares }) => void middlewares.use(originMiddleware(origin, { base: '/stream' })) }], // prettier-ignore
    });
    await vite.listen();
    const { port } = vite.httpServer!.address() as AddressInfo;
    return [(path, init) => fetch(`http://127.0.0.1:${port}/stream/${path}`, init), () => vite.close()];
  }),
  'Koa, below a folder': withKey(async (jwk) => {
    const koa = new Koa().use(originKoa(createOrigin({ keys: [jwk] }), { base: '/stream' }));
    const server = createServer((request, response) => void koa.callback()(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return [(path, init) => fetch(`http://127.0.0.1:${port}/stream/${path}`, init), close];
  }),
  'handlers of msw, below a folder': withKey(async (jwk) => {
    const handlers = originHandlers(createOrigin({ keys: [jwk] }), 'https://stream.test/folder/');
    const request = async (path: string, init?: RequestInit) => {
      const folder = 'https://stream.test/folder';
      return (await getResponse(handlers, new Request(`${folder}/${path}`, init))) ?? Response.error();
    };
    return [request, async () => {}];
  }),
  workerd: withKey(async (jwk) => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('./worker-host.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2023',
      conditions: ['@secure-stream/source', 'workerd', 'worker', 'browser'],
      external: ['node:*'],
    });
    const demo = new URL('../../media/demo/', import.meta.url);
    const miniflare = new Miniflare({
      modules: [{ type: 'ESModule', path: 'worker.js', contents: outputFiles[0]!.text }],
      compatibilityDate: '2026-01-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: { SIGNING_KEY: jwk },
      serviceBindings: {
        DEMO: async (request: { url: string }) => {
          const name = new URL(request.url).pathname.slice(1);
          return new Response(await readFile(new URL(name, demo))) as never;
        },
      },
    });
    const url = await miniflare.ready;
    return [(path, init) => fetch(new URL(path, url), init), () => miniflare.dispose()];
  }),
};

function withKey(open: (jwk: string) => Promise<readonly [Subject['request'], () => Promise<void>]>): Open {
  return async () => {
    const key = await makeKey();
    const [request, close] = await open(key.jwk);
    return { videoId: DEMO_VIDEO_ID, sign: (claims) => sign(key, claims), request, close };
  };
}

/** The service itself. `null` without credentials of an account in the environment. */
export function theService(environment: Readonly<Record<string, string | undefined>>): Host | null {
  const { STREAM_ORIGIN, STREAM_VIDEO_ID, STREAM_SIGNING_JWK } = environment;
  if (!STREAM_ORIGIN || !STREAM_VIDEO_ID || !STREAM_SIGNING_JWK) return null;
  const { kid } = JSON.parse(atob(STREAM_SIGNING_JWK)) as { kid: string };
  return {
    videoId: STREAM_VIDEO_ID,
    sign: (claims) => sign({ id: kid, jwk: STREAM_SIGNING_JWK }, { sub: STREAM_VIDEO_ID, ...claims }),
    request: (path, init) => fetch(`${STREAM_ORIGIN}/${path}`, init),
    close: async () => {},
  };
}
