/**
 * The error texts are fetched with the first response, whatever it is. Not earlier, because they would delay the token and the engine. Not when
 * an error occurs, because a new deployment of the site may no longer have the file.
 */
export function loadTokenErrors(): Promise<typeof import('./token-errors.js')> {
  const tokenErrors = import('./token-errors.js');
  tokenErrors.catch(() => undefined);
  return tokenErrors;
}
