/** Pixels in RGBA, row by row from the top. Alpha is ignored. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** How to fit a picture into another aspect ratio (Cloudflare documentation, "Display thumbnails"). */
export type Fit = 'crop' | 'clip' | 'scale' | 'fill';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The visible part of a picture, and its size and position on the canvas. */
interface Placement {
  readonly source: Size & { readonly x: number; readonly y: number };
  readonly canvas: Size;
  readonly target: Size & { readonly x: number; readonly y: number };
}

/** `crop` cuts the edges, `clip` shrinks the picture, `scale` changes its aspect ratio, `fill` adds black bars. */
export function fitPicture(picture: Picture, size: Size, fit: Fit): Picture {
  const { source, canvas, target } = place(picture, size, fit);
  const data = new Uint8Array(canvas.width * canvas.height * 4);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  const columns = samples(target.width, source.x, source.width, picture.width);
  const rows = samples(target.height, source.y, source.height, picture.height);
  for (const [row, y] of rows.entries()) {
    for (const [column, x] of columns.entries()) {
      const to = ((row + target.y) * canvas.width + column + target.x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const upper =
          valueAt(picture, x.near, y.near, channel) * (1 - x.weight) +
          valueAt(picture, x.far, y.near, channel) * x.weight;
        const lower =
          valueAt(picture, x.near, y.far, channel) * (1 - x.weight) +
          valueAt(picture, x.far, y.far, channel) * x.weight;
        data[to + channel] = upper * (1 - y.weight) + lower * y.weight;
      }
    }
  }
  return { ...canvas, data };
}

const valueAt = ({ width, data }: Picture, x: number, y: number, channel: number) =>
  data[(y * width + x) * 4 + channel] ?? 0;

/** The size of the picture that {@link fitPicture} returns. */
export const fittedSize = (picture: Size, size: Size, fit: Fit): Size => place(picture, size, fit).canvas;

function place(picture: Size, size: Size, fit: Fit): Placement {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const inside = Math.min(size.width / picture.width, size.height / picture.height);
  const small = {
    width: Math.max(1, Math.round(picture.width * inside)),
    height: Math.max(1, Math.round(picture.height * inside)),
  };
  switch (fit) {
    case 'scale':
      return { source: whole, canvas: size, target: { ...size, x: 0, y: 0 } };
    case 'clip':
      return { source: whole, canvas: small, target: { ...small, x: 0, y: 0 } };
    case 'fill': {
      const [x, y] = [Math.floor((size.width - small.width) / 2), Math.floor((size.height - small.height) / 2)];
      return { source: whole, canvas: size, target: { ...small, x, y } };
    }
    case 'crop': {
      const outside = Math.max(size.width / picture.width, size.height / picture.height);
      const [width, height] = [size.width / outside, size.height / outside];
      const source = { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
      return { source, canvas: size, target: { ...size, x: 0, y: 0 } };
    }
  }
}

/** For each pixel of the target, the two neighbouring source pixels, and the weight of the second (bilinear interpolation). */
function samples(count: number, from: number, length: number, limit: number) {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.min(Math.max(from + ((index + 0.5) * length) / count - 0.5, 0), limit - 1);
    const near = Math.floor(at);
    return { near, far: Math.min(near + 1, limit - 1), weight: at - near };
  });
}
