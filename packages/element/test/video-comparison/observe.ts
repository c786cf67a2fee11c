import { waitUntil } from '@secure-stream/test-server/wait';
import { MEDIA_EVENTS } from '@secure-stream/protocol';
import type { Subject } from './probe.ts';

/** How often these events come depends on the network and on the clock. */
const IRREGULAR: readonly string[] = [
  'progress',
  'timeupdate',
  'suspend',
  'stalled',
  'resize',
  'canplaythrough',
  'volumechange',
];

const TIMEOUT_S = 15;

/** A muted player in the document, with a source. */
export function mountSubject(subject: Subject, properties: Partial<HTMLVideoElement> = {}): HTMLVideoElement {
  const media = subject.create();
  media.muted = true;
  Object.assign(media, properties);
  document.body.append(media);
  subject.setSource(media);
  return media;
}

/** Waits until a condition holds. Returns `false` if it never does. */
export const happens = (condition: () => unknown, seconds = TIMEOUT_S): Promise<boolean> =>
  waitUntil(condition, 'a value of a probe', seconds).then(
    () => true,
    () => false,
  );

/** Records the names of media events from now on. Irregular ones are recorded only if they are named. */
export function recordEvents(media: HTMLElement, irregular: readonly string[] = []): string[] {
  const seen: string[] = [];
  for (const name of [...MEDIA_EVENTS, 'error'])
    if (!IRREGULAR.includes(name) || irregular.includes(name)) media.addEventListener(name, () => seen.push(name));
  return seen;
}

/** The first occurrence of each event, in order. */
export const firstEvents = (seen: readonly string[]): string => [...new Set(seen)].join(' ');

/** How a promise ends: `resolved`, `pending`, or the name of the error. */
export async function outcome(promise: Promise<unknown> | undefined): Promise<string> {
  let result = '';
  void Promise.resolve(promise).then(
    () => (result = 'resolved'),
    (error: unknown) => (result = (error as Error).name),
  );
  await happens(() => result !== '');
  return result || 'pending';
}

/** What an expression returns, or the name of the error that it throws. */
export function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
}

export const hasData = (media: HTMLVideoElement) => () => media.readyState >= 2;

export async function startSubject(
  subject: Subject,
  properties?: Partial<HTMLVideoElement>,
): Promise<HTMLVideoElement> {
  const media = mountSubject(subject, { preload: 'auto', ...properties });
  await outcome(media.play());
  await happens(() => media.currentTime > 0.1);
  return media;
}
