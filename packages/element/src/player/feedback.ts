/** A change that the viewer has just made with a key or a double tap. */
export type Feedback =
  | { readonly kind: 'seek'; readonly seconds: number }
  | { readonly kind: 'volume'; readonly volume: number }
  | { readonly kind: 'rate'; readonly rate: number };

interface Shown {
  readonly feedback: Feedback;
  /** Milliseconds. */
  readonly time: number;
}

/** Adds a seek to the one that is still shown, if both go the same way. */
export function accumulate(shown: Shown | undefined, feedback: Feedback, time: number): Feedback {
  const isRepeated =
    shown?.feedback.kind === 'seek' &&
    feedback.kind === 'seek' &&
    time - shown.time < SHOWN_MS &&
    shown.feedback.seconds * feedback.seconds > 0;
  return isRepeated ? { ...feedback, seconds: shown.feedback.seconds + feedback.seconds } : feedback;
}

/** Writes feedback in a language: "+20s", "60%", "1.5×". */
export function writeFeedback(feedback: Feedback, lang: string): string {
  if (feedback.kind === 'seek') return new Intl.NumberFormat(lang, SECONDS).format(feedback.seconds);
  if (feedback.kind === 'volume') return new Intl.NumberFormat(lang, { style: 'percent' }).format(feedback.volume);
  return `${feedback.rate.toLocaleString(lang)}×`;
}

/** Shows for a moment what keys and double taps change, until the signal is aborted. */
export function showFeedback(
  controller: HTMLElement,
  media: HTMLMediaElement,
  lang: string,
  signal: AbortSignal,
): void {
  let shown: Shown | undefined;
  const show = (change: Feedback, { timeStamp }: Event) => {
    const bezel = controller.querySelector<HTMLElement>('.feedback');
    if (!bezel) return;
    const feedback = accumulate(shown, change, timeStamp);
    shown = { feedback, time: timeStamp };
    bezel.textContent = writeFeedback(feedback, lang);
    bezel.dataset['kind'] = feedback.kind === 'seek' ? (feedback.seconds < 0 ? 'back' : 'forward') : feedback.kind;
    for (const animation of bezel.getAnimations()) animation.cancel();
    // Also if the viewer wants less motion: it fades, and does not move.
    bezel.animate({ opacity: [1, 1, 0] }, { duration: SHOWN_MS });
  };
  const listen = (type: string, read: (detail: number) => Feedback | undefined) =>
    controller.addEventListener(
      type,
      (event) => {
        // Requests of the seek bar and of menus have another target, and show their result themselves.
        const feedback = event.target === controller && read(Number((event as CustomEvent).detail));
        if (feedback) show(feedback, event);
      },
      { signal, capture: true },
    );
  listen('mediaseekrequest', (time) => {
    const seconds = Math.round(Math.min(time, media.duration || Infinity) - media.currentTime);
    return seconds ? { kind: 'seek', seconds } : undefined;
  });
  listen('mediavolumerequest', (volume) => ({ kind: 'volume', volume }));
  listen('mediamuterequest', () => ({ kind: 'volume', volume: 0 }));
  listen('mediaunmuterequest', () => ({ kind: 'volume', volume: media.volume }));
  listen('mediaplaybackraterequest', (rate) => ({ kind: 'rate', rate }));
}

const SECONDS = { style: 'unit', unit: 'second', unitDisplay: 'narrow', signDisplay: 'always' } as const;
/** Milliseconds. */
const SHOWN_MS = 900;
