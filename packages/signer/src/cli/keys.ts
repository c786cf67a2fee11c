import { SignerError } from '../errors.js';
import type { StreamApi } from '../stream-api.js';

/** A key as the service hands it out, once. */
export interface CreatedKey {
  readonly id: string;
  readonly created: string;
  readonly jwk: string;
  readonly pem: string;
}

export interface ListedKey {
  readonly id: string;
  readonly created: string;
}

export async function createKey(api: StreamApi): Promise<CreatedKey> {
  const { id, created = '', jwk, pem } = ((await api('POST', '/keys')) ?? {}) as Partial<CreatedKey>;
  if (!id || !jwk || !pem) throw new SignerError('service-malformed', { because: 'there is no key in it' });
  return { id, created, jwk, pem };
}

/** Newest first. */
export async function listKeys(api: StreamApi): Promise<ListedKey[]> {
  const keys = await api('GET', '/keys');
  if (!Array.isArray(keys)) throw new SignerError('service-malformed', { because: 'there is no list in it' });
  return (keys as { id?: string; key_id?: string; created?: string }[])
    .map(({ id, key_id, created = '' }) => ({ id: id ?? key_id ?? '', created }))
    .toSorted((a, b) => b.created.localeCompare(a.created));
}

/** Every token that this key has signed is refused from now on. */
export async function revokeKey(api: StreamApi, id: string): Promise<void> {
  if (!/^\w+$/.test(id)) throw new SignerError('config', { field: 'key id', because: 'it is no id of a key' });
  await api('DELETE', `/keys/${id}`);
}
