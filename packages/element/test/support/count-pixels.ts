import { executeServerCommand } from '@web/test-runner-commands';

export type Color = readonly [red: number, green: number, blue: number];

/** Counts the pixels of an element that have nearly this colour in a screenshot of the browser. */
export async function countPixels(element: Element, [red, green, blue]: Color): Promise<number> {
  const { value } = await executeServerCommand<{ value: string }, undefined>('screenshot');
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${value}`)).blob());
  const scale = image.width / innerWidth;
  const { left, top, width, height } = element.getBoundingClientRect();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.drawImage(image, left * scale, top * scale, width * scale, height * scale, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let index = 0; index < data.length; index += 4)
    if (
      Math.abs(data[index]! - red) + Math.abs(data[index + 1]! - green) + Math.abs(data[index + 2]! - blue) <
      TOLERANCE
    )
      count += 1;
  return count;
}

/** Of 765. Colours of text are blended at its edges. */
const TOLERANCE = 200;
