import { createFetchToken, type FetchToken } from '@secure-stream/session/core';
import type { PlayerConfig } from './config.js';

/** Selects the provider that the page has configured: its function, else its endpoint. */
export const selectFetchToken = ({
  tokenProvider: provider,
  tokenEndpoint: url,
  tokenMethod: method,
  tokenCredentials: credentials,
  tokenRequest: request,
}: PlayerConfig): FetchToken => createFetchToken({ provider, url, method, credentials, request });

/** The session key: players with equal keys share one request. Empty if the page provides the token itself. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const { tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest, playbackId } = config;
  return tokenProvider || tokenEndpoint
    ? [tokenProvider, tokenEndpoint, tokenMethod, tokenCredentials, tokenRequest, playbackId]
    : [];
}
