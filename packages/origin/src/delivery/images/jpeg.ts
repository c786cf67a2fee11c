import type { Picture } from './picture.js';

/** Reads and writes JPEGs. */
export interface JpegCodec {
  decode(jpeg: Uint8Array<ArrayBuffer>): Promise<Picture>;
  encode(picture: Picture): Promise<Uint8Array<ArrayBuffer>>;
}

/** By the page's own canvas where there is one; else by jpeg-js, whose encoder needs `Buffer` (`nodejs_compat` in a Worker). */
export async function jpegCodec(): Promise<JpegCodec> {
  return typeof OffscreenCanvas === 'undefined' ? jsCodec() : canvasCodec;
}

const QUALITY = 75;

async function jsCodec(): Promise<JpegCodec> {
  const { decode, encode } = await import('jpeg-js');
  return {
    decode: async (jpeg) => decode(jpeg, { useTArray: true }),
    encode: async (picture) => new Uint8Array(encode({ ...picture }, QUALITY).data),
  };
}

const canvasCodec: JpegCodec = {
  async decode(jpeg) {
    const bitmap = await createImageBitmap(new Blob([jpeg]));
    const { width, height } = bitmap;
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
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
  if (!context) throw new TypeError('the canvas has no context');
  return context;
}
