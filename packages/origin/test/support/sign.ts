import { importJWK, type JWK, SignJWT } from 'jose';
import { type CreatedKey, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';

/** A token with any claims, valid or not. `sub`, `kid` and an `exp` in one hour are added unless overridden. */
export async function sign(
  { id, jwk }: Pick<CreatedKey, 'id' | 'jwk'>,
  claims: Record<string, unknown> = {},
  now: number = Date.now(),
): Promise<string> {
  const key = await importJWK(JSON.parse(atob(jwk)) as JWK, 'RS256');
  const payload = { sub: DEMO_VIDEO_ID, kid: id, exp: Math.floor(now / 1000) + 3600, ...claims };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as Record<string, unknown>)
    .setProtectedHeader({ alg: 'RS256', kid: id })
    .sign(key);
}

export const BASE = 'https://stream.test';

export const get = (origin: Origin, path: string, init?: RequestInit): Promise<Response> =>
  origin.fetch(new Request(new URL(path, BASE), init));

/** All URIs of a playlist, resolved. */
export const urisOf = (playlist: string, base: string): string[] =>
  [...playlist.matchAll(/^[^#\s].*$|URI="([^"]*)"/gm)].map(
    ([line, quoted]) => new URL(quoted ?? line, new URL(base, BASE)).pathname,
  );
