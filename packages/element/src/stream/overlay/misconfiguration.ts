import { resolveOrigin } from '@secure-stream/protocol';
import { createClock, isRetried, StreamError, type StreamErrorReason } from '@secure-stream/session/core';

/** What the explanation needs of an element. */
export interface ExplainedElement extends HTMLElement {
  readonly currentSrc: string;
  readonly error: StreamError | null;
  readonly videoId: string | undefined;
  readonly token: string | undefined;
  readonly tokenEndpoint: string | undefined;
  readonly tokenProvider: unknown;
  readonly customerCode: string | undefined;
  readonly streamOrigin: string | undefined;
  readonly readyState: number;
}

/** Milliseconds. A page may set the attributes one after the other, or after a request of its own. */
const DELAY_MS = 1000;

/** Elements that have a warning, or wait for one. */
const explained = new WeakMap<ExplainedElement, 'waiting' | 'warned'>();

/** Rejects the pending calls of `play()`. */
export type RejectPlays = (error: StreamError) => void;

/** Warns once on the console if an element cannot play because of its settings, and rejects its pending plays. */
export function explainMisconfiguration(element: ExplainedElement, rejectPlays: RejectPlays): void {
  if (explained.has(element)) {
    if (explained.get(element) === 'warned') check();
    return;
  }
  explained.set(element, 'waiting');
  const clock = createClock();
  clock.at(clock.now() + DELAY_MS, check);

  function check(): void {
    const detail = element.isConnected ? findMisconfiguration(element) : null;
    if (detail === null) return void explained.delete(element);
    if (explained.get(element) === 'waiting') warn(element, 'config', detail);
    explained.set(element, 'warned');
    rejectPlays(element.error ?? new StreamError('config', { detail }));
  }
}

/** The warnings that each element has given. */
const warned = new WeakMap<ExplainedElement, Set<string>>();

/**
 * Warns on the console about an error that a developer has to act on: once for each element, video, reason and detail. Of the errors that the
 * player retries, only the first is reported, and none while the viewer is offline.
 */
export function explainError(element: ExplainedElement, error: StreamError, isOnline: boolean): void {
  const { reason, remedy, detail = '' } = error;
  // `config` waits until the page has set all attributes.
  if (reason === 'config' || !(isRetried(error) ? isOnline : remedy === 'developer')) return;
  const seen = warned.get(element) ?? new Set();
  warned.set(element, seen);
  const key = `${element.videoId} ${reason} ${isRetried(error) ? '' : detail}`;
  if (!seen.has(key)) warn(element, reason, [detail, findLikelyMistake(element, reason)].filter(Boolean).join(' '));
  seen.add(key);
}

/** The most frequent mistake behind an error of the network or of the origin, in one sentence. */
export function findLikelyMistake(element: ExplainedElement, reason: StreamErrorReason): string | null {
  const { videoId, readyState, tokenEndpoint } = element;
  if (reason === 'token-rejected')
    return `Check that ${videoId} is a video of the account of the signing key, and that the key exists.`;
  if (reason === 'network' && readyState === 0) {
    const setting = element.streamOrigin ? 'stream-origin' : 'customer-code';
    return `Nothing has loaded from ${resolveOrigin(element)} yet: check ${setting}, and connect-src of the page's policy.`;
  }
  if (reason !== 'token-unreachable' || !tokenEndpoint) return null;
  const { origin } = new URL(tokenEndpoint, document.baseURI);
  return origin === location.origin ? null : `${origin} must allow requests from ${location.origin} (CORS).`;
}

function warn(element: ExplainedElement, reason: StreamErrorReason, detail: string): void {
  const page = `https://github.com/secure-stream/secure-stream/blob/main/docs/errors/${reason}.md`;
  // A page may throw an error with a token in it.
  const text = detail.replaceAll(/\beyJ[\w-]+\.[\w.-]+/g, '(token)');
  // oxlint-disable-next-line no-console -- a developer would see a black box otherwise
  console.warn(`<${element.localName}>: ${reason}: ${text} See ${page}.`);
}

/** What a developer has to change, in one sentence or two. `null` if the settings may be right. Never contains a token. */
export function findMisconfiguration(element: ExplainedElement): string | null {
  const { error, currentSrc, videoId, token, tokenEndpoint, tokenProvider } = element;
  if (error) return error.reason === 'config' ? (error.detail ?? error.message) : null;
  if (currentSrc) return null;
  const missing = videoId ? null : 'video-id is missing.';
  const source = token || tokenEndpoint || tokenProvider ? null : 'token-endpoint, tokenProvider or token is missing.';
  const { observedAttributes = [] } = element.constructor as { readonly observedAttributes?: readonly string[] };
  const spelling = element
    .getAttributeNames()
    .filter((name) => !observedAttributes.includes(name))
    .flatMap((name) => {
      const meant = observedAttributes.find((known) => isMisspelling(name, known));
      return meant ? [`The attribute ${name} is not known; ${meant} is.`] : [];
    });
  const sentences = [missing, source, ...spelling].filter((sentence) => sentence !== null);
  return sentences.length > 0 ? sentences.join(' ') : null;
}

/** Whether a name differs from a known one only in hyphens, or in one letter that is missing, wrong or too much. */
export function isMisspelling(name: string, known: string): boolean {
  const [one, other] = [name, known].map((text) => text.replaceAll(/[-_:]/g, '').toLowerCase()) as [string, string];
  // Short words differ in one letter by chance.
  return one === other || (other.length > 5 && isOneEditAway(one, other));
}

function isOneEditAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [restOfOne, restOfOther] = [one.slice(start), other.slice(start)];
  return (
    restOfOne.slice(1) === restOfOther.slice(1) ||
    restOfOne.slice(1) === restOfOther ||
    restOfOne === restOfOther.slice(1)
  );
}
