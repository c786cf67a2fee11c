import { decode } from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { createOrigin, demoVideoFiles, type Origin } from '@secure-stream/origin';
import {
  ImageQueueFullError,
  ImageRenderer,
  type ImageJob,
  MAX_GIF_PIXELS,
  renderImage,
} from '../../../src/delivery/images/render-image.js';
import { readJpegSize } from '../../../src/delivery/images/jpeg.js';
import { splitStills } from '../../../src/delivery/images/thumbnails.js';
import { renderInWorker } from '../../../src/hosts/image-worker-client.js';
import { get, sign } from '../../support/sign.js';

const stills = async () => splitStills(await demoVideoFiles().read('stills.mjpeg'));

/** Width and height in the header of a GIF. */
const sizeOfGif = (gif: Uint8Array) => {
  const view = new DataView(gif.buffer, gif.byteOffset);
  return [view.getUint16(6, true), view.getUint16(8, true)] as const;
};

describe('renderImage', () => {
  test('scales a GIF down until the pixels of all frames are within the limit', { timeout: 120_000 }, async () => {
    const frames = (await stills()).slice(0, 12).map((jpeg) => ({ jpeg, delayMs: 100 }));
    const gif = await renderImage({ format: 'gif', frames, size: { width: 2000, height: 2000 }, fit: 'clip' });
    const [width, height] = sizeOfGif(gif);
    expect(width * height * frames.length).toBeLessThanOrEqual(MAX_GIF_PIXELS);
    expect(width * height * frames.length).toBeGreaterThan(MAX_GIF_PIXELS * 0.95);
    expect(width / height).toBeCloseTo(16 / 9, 1);
  });

  test('keeps the size of a GIF within the limit', async () => {
    const frames = (await stills()).slice(0, 3).map((jpeg) => ({ jpeg, delayMs: 100 }));
    const gif = await renderImage({ format: 'gif', frames, size: { width: 320, height: 180 }, fit: 'clip' });
    expect(sizeOfGif(gif)).toEqual([320, 180]);
  });
});

describe('readJpegSize', () => {
  test('reads the size from the header', async () => {
    const [still] = await stills();
    const { width, height } = decode(still!, { useTArray: true });
    expect(readJpegSize(still!)).toEqual({ width, height });
  });

  test('refuses a picture that is too large to decode, and what is not a picture', async () => {
    const [still] = await stills();
    const huge = still!.slice();
    const sof = huge.findIndex((byte, at) => byte === 0xff && huge[at + 1] === 0xc0);
    huge.set([0xff, 0xff, 0xff, 0xff], sof + 5);
    expect(() => readJpegSize(huge)).toThrow('more than 16000000 pixels');
    expect(() => readJpegSize(new Uint8Array(100))).toThrow('not a JPEG');
  });
});

describe('ImageRenderer', () => {
  const job: ImageJob = { format: 'jpg', frames: [], size: { width: 1, height: 1 }, fit: 'clip' };

  test('renders one image at a time, and refuses a job that does not fit into the queue', async () => {
    const renderer = new ImageRenderer();
    let running = 0;
    let most = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    renderer.renderJob = async () => {
      most = Math.max(most, (running += 1));
      await released;
      running -= 1;
      return new Uint8Array();
    };
    const jobs = Array.from({ length: 32 }, () => renderer.render(job));
    await expect(renderer.render(job)).rejects.toThrow(ImageQueueFullError);
    release();
    expect(await Promise.all(jobs)).toHaveLength(32);
    expect(most).toBe(1);
    expect(await renderer.render(job)).toHaveLength(0);
  });

  test('goes on after a job that failed', async () => {
    const renderer = new ImageRenderer();
    await expect(renderer.render(job)).rejects.toThrow('at least one frame');
    renderer.renderJob = async () => new Uint8Array(3);
    expect(await renderer.render(job)).toHaveLength(3);
  });
});

describe('a thumbnail', () => {
  const open = async (): Promise<{ origin: Origin; token: string }> => {
    const origin = createOrigin();
    return { origin, token: await sign(await origin.keys.create()) };
  };

  test('is answered with 503 while the queue is full', async () => {
    const { origin, token } = await open();
    origin.images.render = async () => {
      throw new ImageQueueFullError();
    };
    const response = await get(origin, `/${token}/thumbnails/thumbnail.jpg?height=77`);
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '2']);
  });

  test('of the largest size and duration asks for no more than the renderer limits', async () => {
    const { origin, token } = await open();
    const jobs: ImageJob[] = [];
    origin.images.renderJob = async (one) => {
      jobs.push(one);
      return new Uint8Array(1);
    };
    await get(origin, `/${token}/thumbnails/thumbnail.gif?width=99999&height=2000&duration=1h&fps=1000`);
    expect(jobs[0]!.frames.length).toBeLessThanOrEqual(61);
    expect(jobs[0]!.size).toEqual({ width: 2000, height: 2000 });
  });
});

describe('renderInWorker', () => {
  test('renders the same image as this thread, while this thread goes on', { timeout: 60_000 }, async () => {
    const jpeg = (await stills())[3]!;
    const job: ImageJob = {
      format: 'jpg',
      frames: [{ jpeg, delayMs: 0 }],
      size: { width: 640, height: 640 },
      fit: 'clip',
    };
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const image = await renderInWorker(job);
    clearInterval(timer);
    expect(image).toEqual(await renderImage(job));
    expect(turns).toBeGreaterThan(0);
  });

  test('reports an error of the worker', { timeout: 60_000 }, async () => {
    const frames = [{ jpeg: new Uint8Array(10), delayMs: 0 }];
    await expect(renderInWorker({ format: 'jpg', frames, size: { width: 9, height: 9 }, fit: 'clip' })).rejects.toThrow('not a JPEG'); // prettier-ignore
  });
});
