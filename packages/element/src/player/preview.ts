const REPEAT_MS = 400;

/**
 * Asks for the preview under the pointer again while the pointer rests. The storyboard loads an image only when it is asked for, and answers
 * with the nearest one that it has.
 */
export function repeatPreviews(range: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout>;
  range.addEventListener('mediapreviewrequest', (event) => {
    clearTimeout(timer);
    const { type, bubbles, composed, detail } = event as CustomEvent<number | null>;
    // `null`: the pointer has left.
    if (detail === null) return;
    timer = setTimeout(() => {
      if (range.isConnected) range.dispatchEvent(new CustomEvent(type, { bubbles, composed, detail }));
    }, REPEAT_MS);
  });
}
