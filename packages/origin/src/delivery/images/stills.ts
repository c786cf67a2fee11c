/** JPEGs that stand behind one another in one file, each from its first marker (`FF D8 FF`) to the next one's. */
export function splitStills(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) starts.push(at);
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.byteLength));
}

/** Seconds, from `90`, `68s` or `1h2m3s` (documentation: Displaying thumbnails). `undefined` when it is none of these. */
export function parseTime(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text);
  if (!text || !match) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}
