import { once } from 'node:events';
import WebSocket from 'ws';

/** The answer of `Runtime.getHeapUsage`. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

/**
 * The bytes that the Worker behind an inspector holds on to: what is left after a collection.
 * It collects when it next has something to do, which `wake` gives it.
 */
export async function readHeapUsage(inspector: URL, wake: () => Promise<unknown>): Promise<number> {
  // The name that miniflare gives to a Worker without one.
  const socket = new WebSocket(new URL('/core:user:', inspector));
  await once(socket, 'open');
  await callInspector(socket, 1, 'Runtime.enable');
  await callInspector(socket, 2, 'HeapProfiler.enable');
  await Promise.all([callInspector(socket, 3, 'HeapProfiler.collectGarbage'), wake()]);
  const heap = await callInspector(socket, 4, 'Runtime.getHeapUsage');
  socket.terminate();
  return heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize;
}

function callInspector(socket: WebSocket, id: number, method: string): Promise<HeapUsage> {
  return new Promise((resolve, reject) => {
    const listen = (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as { id?: number; result?: HeapUsage; error?: { message: string } };
      if (answer.id !== id) return;
      socket.off('message', listen);
      if (answer.error) reject(new Error(answer.error.message));
      else resolve(answer.result as HeapUsage);
    };
    socket.on('message', listen);
    socket.once('error', reject);
    socket.send(JSON.stringify({ id, method }));
  });
}
