import type { Picture, Size } from './picture.js';

export interface JpegCodec {
  decode(jpeg: Uint8Array<ArrayBuffer>): Promise<Picture>;
  encode(picture: Picture): Promise<Uint8Array<ArrayBuffer>>;
}

/** Uses the browser's canvas if there is one; otherwise jpeg-js, whose encoder needs `Buffer` (`nodejs_compat` in a Worker). */
export const jpegCodec = (): JpegCodec => (typeof OffscreenCanvas === 'undefined' ? jsCodec : canvasCodec);

/** A decoded picture takes 4 bytes for each pixel, so larger ones are refused before they are decoded. */
const MAX_PIXELS = 16_000_000;

/** Reads the size from the frame header (ITU-T T.81 §B.2.2). Throws a `TypeError` if there is none, or the picture is too large. */
export function readJpegSize(jpeg: Uint8Array): Size {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      if (width * height > MAX_PIXELS) throw new TypeError(`the picture has more than ${MAX_PIXELS} pixels`);
      if (width && height) return { width, height };
    }
    // Fill bytes (`FF FF`) have no length.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  throw new TypeError('the picture is not a JPEG');
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which lie in the same range. */
const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const QUALITY = 75;

const jsCodec: JpegCodec = {
  async decode(jpeg) {
    readJpegSize(jpeg);
    const { decode } = await import('jpeg-js');
    return decode(jpeg, { useTArray: true });
  },
  async encode(picture) {
    const { encode } = await import('jpeg-js');
    return new Uint8Array(encode({ ...picture }, QUALITY).data);
  },
};

const canvasCodec: JpegCodec = {
  async decode(jpeg) {
    readJpegSize(jpeg);
    const bitmap = await createImageBitmap(new Blob([jpeg]));
    const { width, height } = bitmap;
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return { width, height, data: new Uint8Array(context.getImageData(0, 0, width, height).data) };
  },
  async encode({ width, height, data }) {
    const context = contextOf(width, height);
    context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
    const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY / 100 });
    return new Uint8Array(await blob.arrayBuffer());
  },
};

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new TypeError('the canvas has no 2D context');
  return context;
}
