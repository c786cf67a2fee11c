import type { ByteSource } from './media/byte-source.js';

/** The parts of Node that read files. Not imported: an import of `node:fs` would break a page that bundles this package. */
interface NodeModules {
  'node:fs': {
    createReadStream(file: string | URL, options: { start: number; end: number }): unknown;
  };
  'node:fs/promises': {
    readFile(file: string | URL): Promise<Uint8Array<ArrayBuffer>>;
    stat(file: string | URL): Promise<{ readonly size: number }>;
  };
  'node:stream': {
    Readable: { toWeb(stream: unknown): ReadableStream<Uint8Array<ArrayBuffer>> };
  };
}

function nodeModule<Id extends keyof NodeModules>(id: Id): NodeModules[Id] {
  const { process } = globalThis as unknown as { process: { getBuiltinModule(id: Id): NodeModules[Id] } };
  return process.getBuiltinModule(id);
}

export const readFile = async (file: string | URL): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await nodeModule('node:fs/promises').readFile(file));

/** Opens a file for reading in part. Only the requested range is read from disk. */
export async function openFile(file: string | URL): Promise<ByteSource> {
  const { size } = await nodeModule('node:fs/promises').stat(file);
  return {
    size,
    read: ({ start, end }) =>
      start === end
        ? new Uint8Array()
        : // `end` of Node's streams is inclusive.
          nodeModule('node:stream').Readable.toWeb(
            nodeModule('node:fs').createReadStream(file, { start, end: end - 1 }),
          ),
  };
}
