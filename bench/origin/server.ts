import { createReadStream, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrigin, DEMO_VIDEO_ID } from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import { importSigningKey, signToken } from '@secure-stream/signer';

/** One of the three servers that `../origin.ts` compares. The argument names it. */
const origin = createOrigin();
const key = await importSigningKey((await origin.keys.create()).jwk);
const path = `/${await signToken(key, { sub: DEMO_VIDEO_ID, expiresIn: 3600 })}/video/360/seg_5.mp4`;
const segment = await origin.fetch(new Request(`http://bench.invalid${path}`));
const bytes = new Uint8Array(await segment.arrayBuffer());
/** All servers send the same headers. Node adds `Date`, which the origin writes by its own clock. */
const { date: _, ...headers } = Object.fromEntries(segment.headers);

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
switch (process.argv[2]) {
  case 'origin': {
    const { url } = await serve(origin);
    process.send?.({ url: url + path, bytes: bytes.byteLength });
    break;
  }
  case 'file': {
    const file = join(mkdtempSync(join(tmpdir(), 'bench-origin-')), 'seg_5.mp4');
    writeFileSync(file, bytes);
    listen((response) => {
      response.writeHead(200, { ...headers, 'content-length': statSync(file).size });
      createReadStream(file).pipe(response);
    });
    break;
  }
  case 'memory':
    listen((response) => void response.writeHead(200, headers).end(bytes));
}

function listen(respond: (response: ServerResponse) => void): void {
  const server = createServer((_, response) => respond(response));
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${port}/seg_5.mp4`, bytes: bytes.byteLength });
  });
}
