import { SignerError } from './errors.js';
import { importSigningKey, type KeyMaterial, type SigningKey } from './key.js';
import { checkRestrictions } from './restrictions.js';
import { signChecked, type SignOptions } from './sign.js';
import type { TokenSource } from './source.js';
import { checkVideoId } from './video-id.js';

/** One key or several. The newest signs: the latest `created`, and without dates the first of the list. */
export type SigningKeys = KeyMaterial | SigningKey | readonly (KeyMaterial | SigningKey)[];

/**
 * Tokens signed here, with no call to anybody. During a rotation give the new key and the old ones: the newest signs,
 * and what the others have signed stays valid until they are revoked at the service.
 */
export function signingKeySource(keys: SigningKeys, { now = () => Date.now() }: SignOptions = {}): TokenSource {
  let imported: Promise<SigningKey> | undefined;
  return async (videoId, restrictions = {}) => {
    const key = await (imported ??= importNewest(keys));
    checkVideoId(videoId);
    const instant = now();
    const checked = checkRestrictions(restrictions, instant);
    return { token: await signChecked(key, videoId, checked), expiresIn: Math.floor(checked.exp - instant / 1000) };
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
