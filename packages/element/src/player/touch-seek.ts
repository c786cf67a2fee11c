/** Seconds. As the keys of media-chrome. */
const STEP_S = 10;
/** Two taps within this time are a double tap. */
const DOUBLE_TAP_MS = 300;

export interface Tap {
  /** Milliseconds. */
  readonly time: number;
  /** From 0 at the left edge to 1 at the right edge. */
  readonly position: number;
}

/**
 * Seconds to seek by after a tap: back in the left third, forward in the right one, and only for
 * the second of two taps in the same third.
 */
export function secondsToSeek(previous: Tap | undefined, { time, position }: Tap): number {
  const direction = directionAt(position);
  const isDouble = previous && time - previous.time <= DOUBLE_TAP_MS && directionAt(previous.position) === direction;
  return isDouble ? direction * STEP_S : 0;
}

const directionAt = (position: number) => (position < 1 / 3 ? -1 : position > 2 / 3 ? 1 : 0);

/** Seeks on double taps on the picture. `onSeek` receives the seconds. */
export function listenToTaps(controller: HTMLElement, onSeek: (seconds: number) => void): void {
  let previous: Tap | undefined;
  controller.addEventListener('pointerup', (event) => {
    // A tap on a control has another target.
    if (event.pointerType !== 'touch' || event.target !== controller) return;
    const { left, width } = controller.getBoundingClientRect();
    const tap = { time: event.timeStamp, position: (event.clientX - left) / width };
    const seconds = secondsToSeek(previous, tap);
    previous = tap;
    if (seconds) onSeek(seconds);
  });
}

/** Listens to double clicks on the picture. Two taps have a meaning of their own. */
export function listenToDoubleClicks(controller: HTMLElement, onDoubleClick: () => void): void {
  let pointerType = '';
  controller.addEventListener('pointerdown', (event) => (pointerType = event.pointerType));
  controller.addEventListener('dblclick', ({ target }) => {
    if (target === controller && pointerType !== 'touch') onDoubleClick();
  });
}
