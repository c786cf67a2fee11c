import { type Fault, randomFrom } from '../faults/faults.js';
import { type ByteRange, type ByteSource, bytesSource } from '../library/media/byte-source.js';
import type { Content } from './content.js';

/** The simulated connection to the viewer. */
export interface Connection {
  /** Bytes per second. */
  readonly bandwidth: number;
  readonly faults: readonly Fault[];
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What is sent. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | null;
  /** Bytes in the body. */
  readonly bytes: number;
}

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;

const CHUNK_BYTES = 16 * 1024;

/** Sends an answer: the requested range, at the speed of the connection, damaged as the faults say. */
export async function deliver(request: Request, answer: Response | Content, connection: Connection): Promise<Delivery> {
  const { status, headers, body } =
    answer instanceof Response ? await readResponse(answer) : { status: 200, ...answer };
  if (status !== 200) return send(request, status, headers, body, { start: 0, end: body.size }, connection);
  const selection = selectRange(body.size, request.headers.get('Range'));
  const contentRange = selection.status === 200 ? {} : { 'content-range': selection.contentRange };
  const sent = { ...headers, 'accept-ranges': 'bytes', ...contentRange };
  return send(request, selection.status, sent, body, selection.range, connection);
}

/** Responses that handlers build themselves are short: redirects, refusals, JSON, pages. */
async function readResponse(response: Response) {
  const body = bytesSource(new Uint8Array(await response.arrayBuffer()));
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function send(
  request: Request,
  status: number,
  headers: Readonly<Record<string, string>>,
  source: ByteSource,
  range: ByteRange,
  connection: Connection,
): Delivery {
  const size = range.end - range.start;
  const isBodiless = status === 204 || status === 304 || (status >= 300 && status < 400 && size === 0);
  const sent = isBodiless ? headers : { ...headers, 'content-length': String(size) };
  if (isBodiless || request.method === 'HEAD') return { status, headers: sent, body: null, bytes: 0 };
  return { status, headers: sent, body: impair(source.read(range), size, connection), bytes: size };
}

/** Applies the bandwidth and the faults of the connection to a body. Without any, the body is returned as it is. */
function impair(body: Body, size: number, { bandwidth, faults, wait }: Connection): Body {
  const rates = faults.map((fault) => (fault.type === 'throttle' ? fault.bandwidth : Infinity));
  const rate = Math.min(bandwidth, ...rates);
  const cut = faults.find((fault) => fault.type === 'cut');
  const corruptions = faults.filter((fault) => fault.type === 'corrupt').map((fault) => corruption(size, fault));
  if (rate === Infinity && !cut && !corruptions.length) return body;
  const end = cut ? Math.floor(size * cut.share) : size;
  const chunks = chunksOf(body);
  let sent = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done } = sent < end ? await chunks.next() : { value: undefined, done: true };
      if (done || !value) return cut ? controller.error(new TypeError('the connection was cut')) : controller.close();
      const chunk = corruptions.reduce((bytes, corrupt) => corrupt(bytes), value.subarray(0, end - sent));
      if (rate < Infinity) await wait((chunk.byteLength / rate) * 1000);
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* chunksOf(body: Body): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  for await (const piece of body instanceof Uint8Array ? [body] : body) {
    for (let start = 0; start < piece.byteLength; start += CHUNK_BYTES)
      yield piece.subarray(start, start + CHUNK_BYTES);
  }
}

/** Damages the same bytes of a body of the same size each time. Returns a function to call with the chunks of the body in order. */
function corruption(
  size: number,
  { share, after }: Extract<Fault, { type: 'corrupt' }>,
): (chunk: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> {
  const random = randomFrom(size);
  let position = 0;
  return (chunk) =>
    chunk.map((byte) =>
      position++ >= size * after && random() < share ? byte ^ (1 + Math.floor(random() * 255)) : byte,
    );
}

export type RangeSelection =
  | { readonly status: 200; readonly range: ByteRange }
  | { readonly status: 206 | 416; readonly range: ByteRange; readonly contentRange: string };

/**
 * Selects the bytes that a `Range` header asks for (RFC 9110 §14.2). An unreadable range, or more than one, selects the whole body, which
 * the RFC allows. A range after the end selects nothing, with status 416.
 */
export function selectRange(size: number, header: string | null): RangeSelection {
  const whole = { status: 200, range: { start: 0, end: size } } as const;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (!match[1] && !match[2])) return whole;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  if (match[1] && match[2] && Number(match[2]) < start) return whole;
  if (start >= size || end <= start) {
    return { status: 416, range: { start: 0, end: 0 }, contentRange: `bytes */${size}` };
  }
  return { status: 206, range: { start, end }, contentRange: `bytes ${start}-${end - 1}/${size}` };
}
