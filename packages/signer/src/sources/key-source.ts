import { SignerError } from '../errors.js';
import { importSigningKey, type KeyMaterial, type SigningKey } from '../keys/index.js';
import { checkRestrictions } from '../restrictions/index.js';
import { signCheckedToken, type SignOptions } from '../sign.js';
import { assertVideoId } from '../video-id.js';
import type { TokenSource } from './token-source.js';

/** One key or several. The newest key signs: the one with the latest `created`, or the first of the list without dates. */
export type SigningKeys = KeyMaterial | SigningKey | readonly (KeyMaterial | SigningKey)[];

/**
 * Signs tokens locally, without a request. During a rotation pass the new key and the old ones: the newest key signs, and tokens of the others
 * stay valid until those keys are revoked at the service.
 */
export function signingKeySource(keys: SigningKeys, { now = () => Date.now() }: SignOptions = {}): TokenSource {
  let imported: Promise<SigningKey> | undefined;
  return async (videoId, restrictions = {}) => {
    const key = await (imported ??= importNewest(keys));
    assertVideoId(videoId);
    const instant = now();
    const checked = checkRestrictions(restrictions, instant);
    return {
      token: await signCheckedToken(key, videoId, checked),
      expiresIn: Math.floor(checked.exp - instant / 1000),
    };
  };
}

async function importNewest(keys: SigningKeys): Promise<SigningKey> {
  const list: readonly (KeyMaterial | SigningKey)[] = Array.isArray(keys) ? keys : [keys as KeyMaterial];
  const imported = await Promise.all(list.map(async (key) => (isImported(key) ? key : importSigningKey(key))));
  const [newest] = imported.toSorted((a, b) => (b.created ?? 0) - (a.created ?? 0));
  if (!newest) throw new SignerError('key-missing');
  return newest;
}

const isImported = (key: KeyMaterial | SigningKey): key is SigningKey =>
  typeof key === 'object' && key !== null && 'privateKey' in key;
