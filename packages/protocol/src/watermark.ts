/** What the player draws over the picture, to show who is watching. A token endpoint sends it beside the token, never in it. */
export interface Watermark {
  readonly text: string;
}

/** Characters. A longer text would not fit the picture in one line. */
export const MAX_WATERMARK_LENGTH = 200;

/** Reads the text of a watermark, cut to the maximum. `null` if the value is not a watermark, or its text is blank. */
export function readWatermarkText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('text' in value)) return null;
  const { text } = value;
  return typeof text === 'string' && text.trim() ? text.slice(0, MAX_WATERMARK_LENGTH) : null;
}
