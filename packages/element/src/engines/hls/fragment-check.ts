/**
 * Whether the sample tables of an fMP4 fragment stay within its bytes. hls.js does not check them: with a corrupt count or size its loops
 * take minutes and freeze the page.
 */
export function isSoundFragment(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const moof of boxesOf(view, 'moof', { start: 0, end: view.byteLength }))
    for (const traf of boxesOf(view, 'traf', moof)) {
      const [header] = boxesOf(view, 'tfhd', traf);
      const sampleSize = header ? defaultSampleSize(view, header) : 0;
      for (const run of boxesOf(view, 'trun', traf)) if (!isSoundRun(view, run, sampleSize)) return false;
    }
  return true;
}

/** The byte range of a box's content. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads box sizes like hls.js, so that both find the same boxes. */
function boxesOf(view: DataView, type: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  for (let at = start; at + 8 <= end;) {
    const size = view.getUint32(at);
    const next = size > 1 ? at + size : end;
    if (typeAt(view, at + 4) === type) found.push({ start: at + 8, end: Math.min(next, end) });
    at = next;
  }
  return found;
}

const typeAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** ISO/IEC 14496-12 §8.8.7: each field is present if its flag is set. */
function defaultSampleSize(view: DataView, { start, end }: Span): number {
  if (start + 8 > end) return 0;
  const flags = view.getUint32(start);
  const at = start + 8 + (flags & 0x01 ? 8 : 0) + (flags & 0x02 ? 4 : 0) + (flags & 0x08 ? 4 : 0);
  return flags & 0x10 && at + 4 <= end ? view.getUint32(at) : 0;
}

/** §8.8.8. */
function isSoundRun(view: DataView, { start, end }: Span, sampleSize: number): boolean {
  if (start + 8 > end) return false;
  const flags = view.getUint32(start);
  const count = view.getUint32(start + 4);
  const table = start + 8 + (flags & 0x01 ? 4 : 0) + (flags & 0x04 ? 4 : 0);
  const entry = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  if (count > view.byteLength || table + count * entry > end) return false;
  if (!(flags & 0x200)) return count * sampleSize <= view.byteLength;
  let total = 0;
  for (let index = 0; index < count; index += 1)
    total += view.getUint32(table + index * entry + (flags & 0x100 ? 4 : 0));
  return total <= view.byteLength;
}
