import { SignerError } from '../errors.js';
import type { StreamApi } from '../sources/stream-api.js';

/** A key as the service returns it when it is created, and never again. */
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
  if (!id || !jwk || !pem) throw new SignerError('service-malformed', { detail: 'it contains no key' });
  return { id, created, jwk, pem };
}

/** Newest first. */
export async function listKeys(api: StreamApi): Promise<ListedKey[]> {
  const keys = await api('GET', '/keys');
  if (!Array.isArray(keys)) throw new SignerError('service-malformed', { detail: 'it contains no list' });
  return (keys as { id?: string; key_id?: string; created?: string }[])
    .map(({ id, key_id, created = '' }) => ({ id: id ?? key_id ?? '', created }))
    .toSorted((a, b) => b.created.localeCompare(a.created));
}

/** Revokes a key: the service then rejects every token that it signed. */
export async function revokeKey(api: StreamApi, id: string): Promise<void> {
  if (!/^\w{1,64}$/.test(id)) throw new SignerError('config', { field: 'key id', detail: 'is invalid' });
  await api('DELETE', `/keys/${id}`);
}
