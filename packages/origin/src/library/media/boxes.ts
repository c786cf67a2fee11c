/** One box of an MP4 file: `start` is the position of its size, `body` follows its type, `end` follows the box. Bytes from the start of the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** The boxes between two positions (ISO/IEC 14496-12 §4.2). Stops at the first invalid size. */
export function* boxes(view: DataView, from = 0, to = view.byteLength): Generator<Box> {
  let start = from;
  while (start + 8 <= to) {
    const short = view.getUint32(start);
    if (short === 1 && start + 16 > to) return;
    const size = short === 1 ? Number(view.getBigUint64(start + 8)) : short === 0 ? to - start : short;
    const body = start + (short === 1 ? 16 : 8);
    const end = start + size;
    if (end > to || end < body) return;
    yield { type: typeAt(view, start + 4), start, body, end };
    start = end;
  }
}

/** The first box at a path of types, such as `moov/trak/tkhd`. */
export function findBox(view: DataView, path: string, from = 0, to = view.byteLength): Box | undefined {
  const [type, ...rest] = path.split('/');
  for (const box of boxes(view, from, to)) {
    if (box.type !== type) continue;
    return rest.length ? findBox(view, rest.join('/'), box.body, box.end) : box;
  }
  return undefined;
}

/** The version and flags of a full box. */
export const fullBox = (view: DataView, box: Box) => ({
  version: view.getUint8(box.body),
  flags: view.getUint32(box.body) & 0xffffff,
});

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const typeAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
