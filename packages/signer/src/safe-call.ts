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
