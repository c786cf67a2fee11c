import { importSigningKey, signToken, type Verdict } from '@secure-stream/signer';

export const FILM = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Seconds. Half an hour is usual; the tests take seconds. */
const LIFE = Number(process.env.TOKEN_LIFE ?? 1800);

/** The signing key as the service hands it out: a JWK in base64. */
export const signingKey = (): string => process.env.STREAM_SIGNING_JWK ?? '';

/** Whom to let in, and for how long: the place for your own session. */
export const mayWatch = (videoId: string): Verdict => (videoId === FILM ? { expiresIn: LIFE } : false);

export const firstToken = async (videoId: string): Promise<string> =>
  signToken(await importSigningKey(signingKey()), { sub: videoId, expiresIn: LIFE });
