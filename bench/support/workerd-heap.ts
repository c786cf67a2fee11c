import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';

/** The result of `Runtime.getHeapUsage`. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

const TIMEOUT_MS = 60_000;
const WAKE_INTERVAL_MS = 100;

/**
 * The heap of a Worker in bytes after garbage collection, through its inspector. The Worker handles the command with its next request, which
 * `wake` sends. It repeats until the answer is there: a request that the Worker handles before the command arrives wakes nothing.
 */
export async function readHeapUsage(inspector: URL, wake: () => Promise<unknown>): Promise<number> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  // The name of a Worker without a name in miniflare.
  const socket = new WebSocket(new URL('/core:user:', inspector));
  try {
    await once(socket, 'open', { signal });
    const call = (id: number, method: string) => callInspector(socket, id, method, signal);
    await call(1, 'Runtime.enable');
    await call(2, 'HeapProfiler.enable');
    await wakeUntil(call(3, 'HeapProfiler.collectGarbage'), wake);
    const heap = await wakeUntil(call(4, 'Runtime.getHeapUsage'), wake);
    return heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize;
  } finally {
    socket.terminate();
  }
}

/** Sends requests until the Worker has answered, or the call has failed at its deadline. */
async function wakeUntil<Value>(answer: Promise<Value>, wake: () => Promise<unknown>): Promise<Value> {
  let isSettled = false;
  const settled = answer.finally(() => (isSettled = true));
  settled.catch(() => undefined);
  while (!isSettled) {
    await Promise.race([settled, wake()]);
    await Promise.race([settled, wait(WAKE_INTERVAL_MS)]);
  }
  return settled;
}

function callInspector(socket: WebSocket, id: number, method: string, signal: AbortSignal): Promise<HeapUsage> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(new Error(`The Worker did not answer ${method} in ${TIMEOUT_MS} ms.`)),
    );
    const listen = (data: Buffer) => {
      const response = JSON.parse(data.toString()) as { id?: number; result?: HeapUsage; error?: { message: string } };
      if (response.id !== id) return;
      socket.off('message', listen);
      if (response.error) reject(new Error(response.error.message));
      else resolve(response.result as HeapUsage);
    };
    socket.on('message', listen);
    socket.once('error', reject);
    socket.send(JSON.stringify({ id, method }));
  });
}
