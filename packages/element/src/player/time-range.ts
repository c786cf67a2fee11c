import { formatTime } from 'media-chrome/utils/time';
import type { PlayerTexts } from '../locales/en/player.js';

/** What is used of a `<media-time-range>`. */
export interface TimeRange extends HTMLElement {
  readonly range: HTMLInputElement;
  readonly mediaCurrentTime: number | undefined;
  readonly mediaDuration: number | undefined;
  /** Seconds. The end of what can be played now. */
  readonly mediaSeekableEnd: number | undefined;
}

const UNITS = ['hour', 'minute', 'second'] as const;

/**
 * Writes a duration in seconds in the words of a language, with its plural forms, such as "1
 * minute, 36 seconds".
 */
export function speakDuration(seconds: number, lang: string): string {
  const whole = Math.floor(Math.max(0, seconds));
  const values = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const parts = UNITS.flatMap((unit, index) => {
    const value = values[index]!;
    if (value === 0 && !(whole === 0 && unit === 'second')) return [];
    return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  });
  return new Intl.ListFormat(lang, { type: 'unit' }).format(parts);
}

/**
 * Replaces the text that a screen reader says for the seek bar: media-chrome has one word for every
 * number above one.
 */
export function speakTime(bar: TimeRange, { lang, controls }: PlayerTexts): void {
  const update = () => {
    const { range, mediaCurrentTime: time, mediaDuration: duration } = bar;
    // A live stream has no duration.
    if (time === undefined || !Number.isFinite(duration)) return;
    const text = (controls['{currentTime} of {totalTime}'] ?? '{currentTime} / {totalTime}')
      .replace('{currentTime}', speakDuration(time, lang))
      .replace('{totalTime}', speakDuration(duration!, lang));
    if (range.getAttribute('aria-valuetext') !== text) range.setAttribute('aria-valuetext', text);
  };
  new MutationObserver(update).observe(bar.range, { attributeFilter: ['aria-valuetext'] });
}

/**
 * Writes how far a live stream is behind its live edge, and the duration. CSS decides when they are
 * shown.
 */
export function writeTimes(bar: TimeRange, behind: HTMLElement, duration: HTMLElement): void {
  const write = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const update = () => {
    write(behind, formatBehind(bar.mediaCurrentTime, bar.mediaSeekableEnd));
    write(duration, Number.isFinite(bar.mediaDuration) ? formatTime(bar.mediaDuration!) : '');
  };
  new MutationObserver(update).observe(bar, {
    attributeFilter: ['mediacurrenttime', 'mediaseekable', 'mediaduration'],
  });
}

/** Such as "−1:00". Empty if nothing is known, and less than a second behind. */
export const formatBehind = (time = NaN, end = NaN): string =>
  end - time >= 1 ? `−${formatTime(Math.floor(end - time))}` : '';

const REPEAT_MS = 400;

/**
 * Asks for the preview under the pointer again while the pointer rests. The storyboard loads an
 * image only when it is asked for, and answers with the nearest one that it has.
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
