import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { demoVideoFiles } from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';

const ELEMENT = fileURLToPath(new URL('../../packages/element/src/entries/define.ts', import.meta.url));

/** A site that shows a `<secure-stream>` with the query as attributes: `/?…`. It also serves the video file for an upload. */
export async function serveSite(): Promise<Served> {
  const { outputFiles } = await build({
    entryPoints: [ELEMENT],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    outdir: '/',
    conditions: ['@secure-stream/source', 'browser', 'module', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return serve({ fetch: async (request) => answer(new URL(request.url), scripts) });
}

async function answer({ pathname, searchParams }: URL, scripts: ReadonlyMap<string, string>): Promise<Response> {
  const script = scripts.get(pathname);
  if (script !== undefined) return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  if (pathname === '/video.mp4') return new Response(await demoVideoFiles().read('download.mp4'));
  if (pathname !== '/') return new Response(null, { status: 404 });
  const attributes = [...searchParams].map(([name, value]) => `${name}="${value}"`).join(' ');
  return new Response(
    `<!doctype html><title>Video</title><link rel="icon" href="data:,">
    <script type="module" src="/define.js"></script>
    <secure-stream ${attributes}></secure-stream>`,
    { headers: { 'content-type': 'text/html' } },
  );
}
