import { SignJWT } from 'jose';
import {
  checkRestrictions,
  importSigningKey,
  SignerError,
  type Restrictions,
  type SigningKey,
} from '@secure-stream/signer';
import { ApiError, succeed } from './envelope.js';
import { type Body, given, refuseField } from './body.js';
import type { Handler } from './call.js';

const HOUR = 3600;

/**
 * `POST /<id>/token`, for a video or a live input. Without a body the token lives for an hour and is valid since an hour ago; its `exp` and
 * `nbf` are strings (stream-facts §3.1). What the service says to more than 24 hours is unknown; this refuses it.
 */
export const createToken: Handler = async ({ origin, names: [uid = ''], body }) => {
  if (!origin.videos.get(uid) && !origin.liveInputs.get(uid)) {
    throw new ApiError('not-found', 'There is no such video or live input.');
  }
  const fields = await body();
  const key = (await keyOf(fields)) ?? (await origin.keys.issuer());
  const { exp, nbf, ...restrictions } = check(fields, origin.clock.now());
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

/** The key that the call brings along: `id` and `pem`, both or neither. */
async function keyOf(fields: Body): Promise<SigningKey | null> {
  const [id, pem] = [fields.string('id'), fields.string('pem')];
  if (id === undefined && pem === undefined) return null;
  if (!id || !pem) throw refuseField(id ? 'pem' : 'id', 'is missing: id and pem belong together');
  try {
    return await importSigningKey({ id, pem });
  } catch {
    throw refuseField('pem', 'is no RSA private key in base64');
  }
}

function check(fields: Body, now: number) {
  const seconds = Math.floor(now / 1000);
  const flags = fields.object('flags');
  const restrictions = given({
    exp: fields.number('exp') ?? seconds + HOUR,
    nbf: fields.number('nbf') ?? seconds - HOUR,
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
