import { partOf } from './answer.js';
import { type Fault, randomFrom } from '../faults/faults.js';

/** How a body goes over the line. */
export interface Line {
  /** Bytes in a second. */
  readonly bandwidth: number;
  readonly faults: readonly Fault[];
  readonly wait: (milliseconds: number) => Promise<void>;
}

const PIECE = 16 * 1024;

/** The answer as it is sent: the part that was asked for, as fast as the line allows, as whole as the faults leave it. */
export async function transfer(
  request: Request,
  response: Response,
  line: Line,
): Promise<{ response: Response; bytes: number }> {
  // prettier-ignore
  const whole = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  const part =
    response.status === 200 ? partOf(whole, request.headers.get('Range')) : { status: response.status, body: whole };
  if ('contentRange' in part && part.contentRange) headers.set('Content-Range', part.contentRange);
  if (response.status === 200) headers.set('Accept-Ranges', 'bytes');
  const { status } = part;
  const bodyless = status === 204 || status === 304 || (status >= 300 && status < 400 && !part.body.byteLength);
  if (!bodyless) headers.set('Content-Length', String(part.body.byteLength));
  const silent = bodyless || request.method === 'HEAD';
  const body = silent ? null : send(part.body, line);
  return { response: new Response(body, { status, headers }), bytes: silent ? 0 : part.body.byteLength };
}

function send(bytes: Uint8Array<ArrayBuffer>, { bandwidth, faults, wait }: Line): BodyInit {
  const rates = faults.map((fault) => (fault.type === 'throttle' ? fault.bandwidth : Infinity));
  const rate = Math.min(bandwidth, ...rates);
  const cut = faults.find(({ type }) => type === 'cut');
  const end = cut?.type === 'cut' ? Math.floor(bytes.byteLength * cut.share) : bytes.byteLength;
  const sent = faults.reduce((body, fault) => (fault.type === 'corrupt' ? corrupted(body, fault.share) : body), bytes);
  if (rate === Infinity && !cut) return sent;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at >= end) return cut ? controller.error(new TypeError('the line was cut')) : controller.close();
      const piece = sent.subarray(at, Math.min(at + PIECE, end));
      if (rate < Infinity) await wait((piece.byteLength / rate) * 1000);
      controller.enqueue(piece);
      at += piece.byteLength;
    },
  });
}

/** The same bytes in the same body are spoilt each time. */
function corrupted(bytes: Uint8Array<ArrayBuffer>, share: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(bytes.byteLength);
  return bytes.map((byte) => (random() < share ? byte ^ (1 + Math.floor(random() * 255)) : byte));
}
