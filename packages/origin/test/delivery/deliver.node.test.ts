import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOrigin, demoVideo, demoVideoFiles, Media } from '@secure-stream/origin';
import { deliver } from '../../src/delivery/deliver.js';
import { openFile } from '../../src/library/disk.js';
import type { ByteRange } from '../../src/library/media/byte-source.js';
import { get, sign } from '../support/sign.js';

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
