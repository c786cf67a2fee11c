/** Pixels, red, green, blue and one unused, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What to do with a picture of another shape (documentation: Displaying thumbnails). */
export type Fit = 'crop' | 'clip' | 'scale' | 'fill';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of a picture that is shown, the size that it gets, and where it lies on the canvas. */
interface Placing {
  readonly source: Size & { readonly x: number; readonly y: number };
  readonly canvas: Size;
  readonly target: Size & { readonly x: number; readonly y: number };
}

/** `crop` cuts what does not fit, `clip` makes the picture smaller, `scale` distorts it, `fill` puts it on black. */
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
        const value = (left: number, top: number) => picture.data[(top * picture.width + left) * 4 + channel] ?? 0;
        const upper = value(x.near, y.near) * (1 - x.share) + value(x.far, y.near) * x.share;
        const lower = value(x.near, y.far) * (1 - x.share) + value(x.far, y.far) * x.share;
        data[to + channel] = upper * (1 - y.share) + lower * y.share;
      }
    }
  }
  return { ...canvas, data };
}

function place(picture: Size, size: Size, fit: Fit): Placing {
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

/** Between which two pixels of a line of the source each pixel of the target lies, and how near to the second. */
function samples(count: number, from: number, length: number, limit: number) {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.min(Math.max(from + ((index + 0.5) * length) / count - 0.5, 0), limit - 1);
    const near = Math.floor(at);
    return { near, far: Math.min(near + 1, limit - 1), share: at - near };
  });
}
