import { once } from 'node:events';
import WebSocket from 'ws';

/** The result of `Runtime.getHeapUsage`. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

/**
 * The heap of a Worker in bytes after garbage collection, through its inspector. The Worker collects when it handles its next request, which `wake`
 * sends.
 */
export async function readHeapUsage(inspector: URL, wake: () => Promise<unknown>): Promise<number> {
  // The name of a Worker without a name in miniflare.
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
