import { createFetchToken, type FetchToken } from '@secure-stream/session/core';
import type { PlayerConfig } from './config.js';

/** How the page provides tokens: by a function, else by an endpoint. */
export const readTokenSource = ({
  tokenProvider: provider,
  tokenEndpoint: url,
  tokenMethod: method,
  tokenCredentials: credentials,
  tokenRequest: request,
}: PlayerConfig) => ({ provider, url, method, credentials, request });

export const selectFetchToken = (config: PlayerConfig): FetchToken => createFetchToken(readTokenSource(config));

/** The session key: players with equal keys share one request. Empty if the page provides the token itself. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const source = readTokenSource(config);
  return source.provider || source.url ? [...Object.values(source), config.playbackId] : [];
}
