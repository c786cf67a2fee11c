import { SignerError } from './errors.js';

/** Calls a callback of the site without waiting for it. Passes what it throws, or rejects with, to `onFailure`. */
export function callSafely(callback: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    Promise.resolve(callback()).catch(onFailure);
  } catch (error) {
    onFailure(error);
  }
}

/** Reports an error to a callback of the site. An error of that callback itself goes to the console, because there is no other callback. */
export function createReporter<Context>(
  onError: ((error: unknown, context: Context) => unknown) | undefined,
): (error: unknown, context: Context) => void {
  return (error, context) => {
    if (onError)
      callSafely(
        () => onError(error, context),
        // oxlint-disable-next-line no-console
        (failure) => console.error('onError failed:', failure),
      );
  };
}

/** Seconds after which a client tries again. */
const RETRY_AFTER_S = 5;

/**
 * Runs an action for at most `timeout` milliseconds. Then rejects with the reason `timeout` and aborts the signal of the action.
 * An action that ignores its signal goes on, but its result is dropped.
 */
export async function withDeadline<Result>(
  timeout: number,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new SignerError('timeout', { retryAfter: RETRY_AFTER_S });
      reject(error);
      controller.abort(error);
    }, timeout);
  });
  try {
    return await Promise.race([action(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
