/** A half-open range of bytes: `end` is the position after the last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a known size that can be read in part, so that a range request of a large file reads only the range. */
export interface ByteSource {
  readonly size: number;
  read(range: ByteRange): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Bytes in memory, read without a copy. */
export const bytesSource = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  size: bytes.byteLength,
  read: ({ start, end }) => bytes.subarray(start, end),
});
