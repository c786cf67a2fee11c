const realNow = Date.now.bind(Date);

/** Milliseconds since 1970, independent of the viewer's clock. */
export const getTrueTime = (): number => realNow();

/** Shifts the viewer's clock by so many seconds, as after a sleep or with a wrong setting. 0 resets it. */
export function setViewerClock(seconds: number): void {
  Date.now = seconds === 0 ? realNow : () => realNow() + seconds * 1000;
}
