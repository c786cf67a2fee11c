import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOrigin, demoVideo, demoVideoFiles, Media } from '@secure-stream/origin';
import { deliver, selectRange } from '../../src/delivery/deliver.js';
import { openFile } from '../../src/library/disk.js';
import type { ByteRange } from '../../src/library/media/byte-source.js';
import { get, sign } from '../support/sign.js';
import fc from 'fast-check';
import { FUZZ } from '@secure-stream/test-server/fuzz';

const connection = { bandwidth: Infinity, faults: [], wait: async () => {} };

describe('deliver', () => {
  test('reads only the requested range of a large file', async () => {
    const reads: ByteRange[] = [];
    const body = {
      size: 10_000_000_000,
      read(range: ByteRange) {
        reads.push(range);
        return new Uint8Array(range.end - range.start);
      },
    };
    const request = new Request('https://stream.test/x', { headers: { Range: 'bytes=5000000000-5000000099' } });
    const { status, headers, bytes } = await deliver(request, { headers: {}, body }, connection);
    expect(reads).toEqual([{ start: 5_000_000_000, end: 5_000_000_100 }]);
    expect([status, headers['content-range'], bytes]).toEqual([206, 'bytes 5000000000-5000000099/10000000000', 100]);
  });

  test('reads nothing for HEAD', async () => {
    const body = { size: 7, read: () => expect.unreachable('HEAD needs no body') };
    const { status, headers } = await deliver(new Request('https://stream.test/x', { method: 'HEAD' }), { headers: {}, body }, connection); // prettier-ignore
    expect([status, headers['content-length']]).toEqual([200, '7']);
  });
});

test('openFile streams a range from disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'origin-disk-'));
  await writeFile(join(folder, 'file'), 'abcdefghij');
  const source = await openFile(join(folder, 'file'));
  expect(source.size).toBe(10);
  expect(await new Response(source.read({ start: 2, end: 5 })).text()).toBe('cde');
  expect(await new Response(source.read({ start: 3, end: 3 })).text()).toBe('');
  await rm(folder, { recursive: true });
});

test('a download is opened for reading in part, and never read as a whole', async () => {
  const files = demoVideoFiles();
  const read: string[] = [];
  const media = new Media({
    ...files,
    async read(file) {
      read.push(file);
      return files.read(file);
    },
  });
  const origin = createOrigin({ videos: [demoVideo(media)] });
  const token = await sign(await origin.keys.create(), { downloadable: true });
  const response = await get(origin, `/${token}/dl/default.mp4`, { headers: { Range: 'bytes=4-7' } });
  expect([response.status, await response.text()]).toEqual([206, 'ftyp']);
  expect(read).not.toContain('download.mp4');
});

describe('selectRange', () => {
  test.each([
    ['bytes=0-99', 206, 0, 100, 'bytes 0-99/1000'],
    ['bytes=900-', 206, 900, 1000, 'bytes 900-999/1000'],
    ['bytes=900-5000', 206, 900, 1000, 'bytes 900-999/1000'],
    ['bytes=-10', 206, 990, 1000, 'bytes 990-999/1000'],
    ['bytes=-5000', 206, 0, 1000, 'bytes 0-999/1000'],
    ['bytes=1000-', 416, 0, 0, 'bytes */1000'],
    ['bytes=-0', 416, 0, 0, 'bytes */1000'],
    ['bytes=5-2', 200, 0, 1000, undefined],
    ['bytes=0-1,4-5', 200, 0, 1000, undefined],
    ['lines=1-2', 200, 0, 1000, undefined],
    [null, 200, 0, 1000, undefined],
  ])('selects %s with status %i', (header, status, start, end, contentRange) => {
    const selection = selectRange(1000, header);
    expect(selection).toEqual({ status, range: { start, end }, ...(contentRange && { contentRange }) });
  });

  test('never selects bytes outside of the body', () => {
    const number = fc.oneof(fc.nat({ max: 2000 }).map(String), fc.constant(''));
    fc.assert(
      fc.property(fc.nat({ max: 1500 }), number, number, (size, first, last) => {
        const { range } = selectRange(size, `bytes=${first}-${last}`);
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(size);
      }),
      FUZZ,
    );
  });

  test('selects for any header what the grammar of RFC 9110 says', () => {
    const character = fc.constantFrom(...'0123456789-=,bytes '.split(''));
    const header = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: character, maxLength: 20 }).map((text) => `bytes=${text}`),
      fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 200 })).map(([first, last]) => `bytes=${first}-${last}`),
    );
    fc.assert(
      fc.property(fc.nat({ max: 150 }), header, (size, text) => {
        const { status, range } = selectRange(size, text);
        const bytes = Array.from({ length: size }, (_, index) => index).slice(range.start, range.end);
        const [, first, last, suffix] = /^\s*bytes=(?:(\d+)-(\d*)|-(\d+))\s*$/.exec(text) ?? [];
        const isInvalid = (!first && !suffix) || (last && Number(last) < Number(first));
        const isSelected = (index: number) =>
          suffix ? index >= size - Number(suffix) : index >= Number(first) && (!last || index <= Number(last));
        const expected = Array.from({ length: size }, (_, index) => index).filter(isSelected);
        if (isInvalid) expect([status, bytes.length]).toEqual([200, size]);
        else expect([status, bytes]).toEqual([expected.length ? 206 : 416, expected]);
      }),
      FUZZ,
    );
  });
});
