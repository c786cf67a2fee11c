import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve as serveFetch } from '@hono/node-server';
import { createOrigin } from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import { createBenchEndpoint } from './endpoint.js';

/** The process of a server on Node: `node-server.ts <endpoint | origin> <key>`. It sends its URL, and its memory for each message. */
const [, , kind, key = ''] = process.argv;

process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});
// Otherwise it would outlive a parent that failed.
process.on('disconnect', () => process.exit());
process.send?.(kind === 'origin' ? (await serve(createOrigin({ keys: [key] }))).url : await serveEndpoint());

async function serveEndpoint(): Promise<string> {
  const server = serveFetch({ fetch: createBenchEndpoint(key), port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
