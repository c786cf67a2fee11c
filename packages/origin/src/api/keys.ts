import { ApiError, succeed } from './envelope.js';
import type { ApiHandler } from './context.js';

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
