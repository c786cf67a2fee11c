import { SignJWT } from 'jose';
import {
  checkRestrictions,
  importSigningKey,
  SignerError,
  type Restrictions,
  type SigningKey,
} from '@secure-stream/signer';
import { ApiError, succeed } from './envelope.js';
import { type Body, definedFields, refuseField, type ApiHandler, bodyOf } from './context.js';

/** Keys of one account (Cloudflare documentation, "Secure your Stream"). */
const MAX_KEYS = 1000;

/** The only response that contains a private key. */
export const createKey: ApiHandler = async ({ env: { origin } }) => {
  if (origin.keys.list.length >= MAX_KEYS) throw new ApiError('value-refused', `There are ${MAX_KEYS} keys already.`);
  return succeed(await origin.keys.create());
};

export const listKeys: ApiHandler = ({ env: { origin } }) => succeed(origin.keys.list);

export const revokeKey: ApiHandler = (c) => {
  if (!c.env.origin.keys.revoke(c.req.param('id') ?? '')) throw new ApiError('not-found', 'There is no such key.');
  return succeed('Revoked');
};

const HOUR_S = 3600;

/**
 * `POST /<id>/token`, for a video or a live input. Without a body the token is valid from an hour ago for two hours; its `exp` and `nbf` are
 * strings (docs/stream-facts.md, "Tokens"). The service's answer to more than 24 hours is unknown; here it is refused.
 */
export const createToken: ApiHandler = async (c) => {
  const { origin } = c.env;
  const uid = c.req.param('uid') ?? '';
  if (!origin.videos.get(uid) && !origin.liveInputs.get(uid)) {
    throw new ApiError('not-found', 'There is no such video or live input.');
  }
  const fields = await bodyOf(c);
  const key = (await importKey(fields)) ?? (await origin.keys.issuer());
  const { exp, nbf, ...restrictions } = parseRestrictions(fields, origin.clock.now());
  const payload: Record<string, unknown> = {
    sub: uid,
    kid: key.id,
    exp: String(exp),
    nbf: String(nbf),
    ...restrictions,
  };
  const token = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.id }).sign(key.privateKey); // prettier-ignore
  return succeed({ token });
};

/** Imports the key in the request: `id` and `pem`, both or neither. */
async function importKey(fields: Body): Promise<SigningKey | null> {
  const [id, pem] = [fields.string('id'), fields.string('pem')];
  if (id === undefined && pem === undefined) return null;
  if (!id || !pem) throw refuseField(id ? 'pem' : 'id', 'is missing: id and pem are needed together');
  try {
    return await importSigningKey({ id, pem });
  } catch {
    throw refuseField('pem', 'is not an RSA private key in base64');
  }
}

function parseRestrictions(fields: Body, now: number) {
  const seconds = Math.floor(now / 1000);
  const flags = fields.object('flags');
  const restrictions = definedFields({
    exp: fields.number('exp') ?? seconds + HOUR_S,
    nbf: fields.number('nbf') ?? seconds - HOUR_S,
    downloadable: fields.boolean('downloadable'),
    accessRules: fields.list('accessRules'),
    flags: flags && { original: flags['original'] },
  });
  try {
    return checkRestrictions(restrictions as Restrictions, now);
  } catch (error) {
    if (error instanceof SignerError) throw new ApiError('value-refused', error.message);
    throw error;
  }
}
