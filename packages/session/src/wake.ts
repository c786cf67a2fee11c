/** The targets of the events that signal waking: the document and window, or a test's own. */
export interface PageTargets {
  readonly document: EventTarget;
  readonly window: EventTarget;
}

/** The part of React Native's `AppState` that `onAppWake` needs. */
export interface AppStateEvents {
  addEventListener(type: 'change', listener: () => void): { remove(): void };
}

/**
 * Creates the `onWake` of `createTokenSession` for a React Native app: wakes the session when the app becomes active, or leaves the foreground.
 *
 * @example
 * import { AppState } from 'react-native';
 * createTokenSession({ videoId, origin, fetchToken, onWake: onAppWake(AppState) });
 */
export const onAppWake =
  (appState: AppStateEvents) =>
  (wake: () => void, signal: AbortSignal): void => {
    const subscription = appState.addEventListener('change', () => wake());
    signal.addEventListener('abort', () => subscription.remove());
  };

/**
 * Calls back when the page becomes visible or hidden, returns from the back-forward cache or a freeze, gets the focus, or is online again,
 * until `signal` is aborted. Timers may have stood still until then. A worker has only `online`; Node and React Native have no such events, so
 * nothing happens.
 */
export function onPageWake(
  wake: () => void,
  signal: AbortSignal,
  { document, window = globalThis }: Partial<PageTargets> = globalThis as Partial<PageTargets>,
): void {
  // `resume` follows a freeze and fires on the document (Page Lifecycle).
  for (const name of ['visibilitychange', 'resume']) document?.addEventListener(name, wake, { signal });
  for (const name of ['pageshow', 'online', 'focus']) window?.addEventListener?.(name, wake, { signal });
}
