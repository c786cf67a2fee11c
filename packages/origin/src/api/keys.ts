import { ApiError, succeed } from './envelope.js';
import type { Handler } from './call.js';

/** Keys of one account (documentation: Securing your Stream). */
const MOST_KEYS = 1000;

/** The only answer that shows a key's private half. */
export const createKey: Handler = async ({ origin }) => {
  if (origin.keys.list.length >= MOST_KEYS) throw new ApiError('value-refused', `There are ${MOST_KEYS} keys already.`);
  return succeed(await origin.keys.create());
};

export const listKeys: Handler = ({ origin }) => succeed(origin.keys.list);

export const revokeKey: Handler = ({ origin, names: [id = ''] }) => {
  if (!origin.keys.revoke(id)) throw new ApiError('not-found', 'There is no such key.');
  return succeed('Revoked');
};
