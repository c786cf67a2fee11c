const realNow = Date.now.bind(Date);

/** Milliseconds since 1970, whatever the viewer's clock says. */
export const getTrueTime = (): number => realNow();

/** Moves the viewer's clock by so many seconds: it is set wrong, or the laptop was asleep. 0 sets it right. */
export function setViewerClock(seconds: number): void {
  Date.now = seconds === 0 ? realNow : () => realNow() + seconds * 1000;
}
