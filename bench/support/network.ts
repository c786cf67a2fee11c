import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'selfsigned';

/** The line between the browser and all servers. */
export interface Network {
  /** Milliseconds. */
  roundTripMs: number;
  /** Bytes per second that all responses share. */
  readonly bytesPerSecond: number;
}

export interface RemoteServer {
  readonly url: string;
  close(): void;
}

/**
 * Offers an HTTP server as sites and Cloudflare Stream are offered: by HTTP/2 over TLS, and at a distance. A new connection costs a round trip
 * for TCP and one for TLS 1.3, each request another one. The browser has to ignore that the certificate is not signed by anybody.
 */
export async function serveRemotely(target: string, network: Network): Promise<RemoteServer> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const downlink = downlinks.get(network) ?? new Downlink(network);
  downlinks.set(network, downlink);
  const secure = createSecureServer({ key, cert }, (request, response) => forward(target, downlink, request, response));
  const line = createServer((client) => delayConnection(client, connect(portOf(secure), '127.0.0.1'), network));
  for (const server of [secure, line]) await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `https://127.0.0.1:${portOf(line)}`,
    close: () => {
      line.close();
      secure.close();
    },
  };
}

function forward(target: string, downlink: Downlink, request: Http2ServerRequest, response: Http2ServerResponse): void {
  const { method, url } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(':')));
  const onward = httpRequest(new URL(url, target), { method, headers }, (answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
    // If the browser aborts, so does this.
    pipeline(
      answer,
      (chunks) => downlink.send(chunks),
      response,
      () => undefined,
    );
  });
  onward.on('error', () => response.stream?.close());
  request.pipe(onward);
}

/** HTTP/2 forbids them (RFC 9113, 8.2.2). */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

function delayConnection(client: Socket, server: Socket, network: Network): void {
  const connectedAt = performance.now() + network.roundTripMs;
  const delayed = (to: Socket) => (bytes: Buffer) => {
    const due = Math.max(performance.now(), connectedAt) + network.roundTripMs / 2;
    setTimeout(() => to.writable && to.write(bytes), due - performance.now());
  };
  client.on('data', delayed(server));
  server.on('data', delayed(client));
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.setNoDelay(true);
    one.on('error', () => other.destroy());
    one.on('close', () => setTimeout(() => other.destroy(), network.roundTripMs));
  }
}

const downlinks = new WeakMap<Network, Downlink>();

/** Sends all responses in turn, as a fair line and HTTP/2 do, no faster than the bandwidth. */
class Downlink {
  readonly #network: Network;
  #freeAt = 0;
  #sent = Promise.resolve();

  constructor(network: Network) {
    this.#network = network;
  }

  /** The same bytes, each when the line has sent it. */
  async *send(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks)
      for (let at = 0; at < chunk.length; at += TURN_BYTES) {
        const bytes = chunk.subarray(at, at + TURN_BYTES);
        await this.#takeTurn(bytes.length);
        yield bytes;
      }
  }

  #takeTurn(bytes: number): Promise<void> {
    return (this.#sent = this.#sent.then(async () => {
      this.#freeAt = Math.max(this.#freeAt, performance.now()) + (bytes / this.#network.bytesPerSecond) * 1000;
      await wait(this.#freeAt - performance.now());
    }));
  }
}

const TURN_BYTES = 4096;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
