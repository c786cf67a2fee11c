import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test, describe } from 'vitest';
import { createOrigin, demoVideo, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { originMiddleware, serve } from '@secure-stream/origin/node';
import { sign } from '../support/sign.js';
import { normalizePrefix, stripPrefix } from '../../src/hosts/path-prefix.js';

test('answers on a socket, and frees it on close', async () => {
  const origin = createOrigin();
  const token = await sign(await origin.keys.create());
  const served = await serve(origin);
  const answer = await fetch(`${served.url}/${token}/video/360/seg_24.mp4`, { headers: { Range: 'bytes=0-7' } });
  expect(answer.status).toBe(206);
  expect(new TextDecoder().decode((await answer.bytes()).subarray(4))).toBe('moof');
  await served.close();
  await expect(fetch(served.url)).rejects.toThrow();
});

test('sends bytes that are in memory without a Response, and the rest through one', async () => {
  const origin = createOrigin();
  const token = await sign(await origin.keys.create(), { downloadable: true });
  const bodies: (ReadableStream | null)[] = [];
  const served = await serve({
    async fetch(request, source) {
      const response = await origin.fetch(request, source);
      bodies.push(response.body);
      return response;
    },
  });
  const segment = await fetch(`${served.url}/${token}/video/360/seg_24.mp4`, { headers: { Origin: 'https://site.example' } }); // prettier-ignore
  const { byteLength } = await segment.arrayBuffer();
  expect([byteLength > 0, segment.headers.get('Content-Length')]).toEqual([true, String(byteLength)]);
  expect(segment.headers.get('Access-Control-Allow-Origin')).toBe('*');
  const head = await fetch(`${served.url}/${token}/video/360/seg_24.mp4`, { method: 'HEAD' });
  expect(head.headers.get('Content-Length')).toBe(String(byteLength));
  const file = await fetch(`${served.url}/${token}/dl/default.mp4`, { headers: { Range: 'bytes=0-99' } });
  expect((await file.bytes()).length).toBe(100);
  expect(bodies.map((body) => body instanceof ReadableStream)).toEqual([false, false, true]);
  await served.close();
});

test.each(['before', 'after'])(
  'aborts the signal of a request whose client leaves, also if it is read %s that',
  async (when) => {
    const leave = new AbortController();
    let isAborted: boolean | undefined;
    const server = createServer((incoming, outgoing) => {
      const fetch = async (request: Request) => {
        const left = when === 'before' ? once(request.signal, 'abort') : once(outgoing, 'close');
        leave.abort();
        await left;
        isAborted = request.signal.aborted;
        return new Response();
      };
      void originMiddleware({ fetch })(incoming, outgoing);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(fetch(`http://127.0.0.1:${port}/`, { signal: leave.signal })).rejects.toThrow();
    await expect.poll(() => isAborted, { timeout: 10_000 }).toBe(true);
    server.close();
  },
);

test('returns working URLs from the API below a path prefix', async () => {
  const origin = createOrigin({ videos: [{ ...demoVideo(), requireSignedURLs: false }] });
  const server = createServer(
    (request, response) => void originMiddleware(origin, { base: '/stream/' })(request, response),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/stream/client/v4/accounts/a/stream/${DEMO_VIDEO_ID}`, {
    headers: { Authorization: 'Bearer any' },
  });
  const { result } = (await answer.json()) as {
    result: Record<'preview' | 'thumbnail', string> & { playback: { hls: string } };
  };
  for (const address of [result.playback.hls, result.thumbnail, result.preview])
    expect((await fetch(address)).status, address).toBe(200);
  server.close();
});

test('returns the PEM of a key as PKCS#1 in base64, like the service', async () => {
  const { pem } = await createOrigin().keys.create();
  expect(atob(pem)).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  expect(createPrivateKey(atob(pem)).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
});

/** Responses to request lines that no Fetch client would send. */
function say(url: string, lines: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.end(lines));
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

test.each([
  ['OPTIONS * HTTP/1.1\r\nHost: x\r\n', '204'],
  ['TRACE /x HTTP/1.1\r\nHost: x\r\n', '400'],
  ['GET http://other.example/x HTTP/1.1\r\nHost: x\r\n', '404'],
  ['GET //x/../../etc/passwd HTTP/1.1\r\nHost: x\r\n', '404'],
  ['GET /x HTTP/1.1\r\nHost: a b\r\n', '400'],
  ['GET /x HTTP/1.0\r\n', '401'],
  ['GARBAGE\r\n', '400'],
])('answers %j with %s, and serves the next request', async (line, status) => {
  const served = await serve(createOrigin());
  expect(await say(served.url, `${line}Connection: close\r\n\r\n`)).toContain(status);
  expect((await fetch(`${served.url}/nobody/lifecycle`)).status).toBe(401);
  await served.close();
});

test.each([
  ['/', ''],
  ['/stream/', '/stream'],
  ['/a/b', '/a/b'],
])('normalizes %s to %j', (path, prefix) => {
  expect(normalizePrefix(path)).toBe(prefix);
});

describe('stripPrefix', () => {
  const strip = (path: string, prefix: string) =>
    stripPrefix(new Request(`https://site.example${path}`), prefix)?.url ?? null;

  test('removes the prefix from the path, and keeps the query', () => {
    expect(strip('/stream/id/iframe?muted', '/stream')).toBe('https://site.example/id/iframe?muted');
    expect(strip('/id/iframe', '')).toBe('https://site.example/id/iframe');
  });

  test('returns null for a path without the prefix', () => {
    for (const path of ['/other/id', '/streams/id', '/stream']) expect(strip(path, '/stream')).toBe(null);
  });

  test('keeps method, headers and body', async () => {
    const request = new Request('https://site.example/stream/x', { method: 'POST', headers: { Range: 'bytes=0-' }, body: 'text' }); // prettier-ignore
    const stripped = stripPrefix(request, '/stream')!;
    expect([stripped.method, stripped.headers.get('Range'), await stripped.text()]).toEqual([
      'POST',
      'bytes=0-',
      'text',
    ]);
  });
});
