import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse, type TokenQuestion, type Verdict } from '@secure-stream/signer';

/** The site's own secret, of 32 characters or more. */
const SECRET = process.env['SESSION_SECRET'] ?? '';
if (SECRET.length < 32) throw new Error('SESSION_SECRET is not set, or too short to keep anything secret.');

/** Which videos a viewer has bought, from wherever the site keeps that. */
const library: Readonly<Record<string, readonly string[]>> = { ada: ['5d5bc37ffcf54c9b82e996823bffbb81'] };

/** The value of the cookie that a viewer gets when they log in. */
export const sealSession = (viewer: string): string => `${viewer}.${seal(viewer)}`;

/** Lets a viewer in to what they have bought. */
export function authorize(request: Request, { videoId }: TokenQuestion): Verdict {
  const [, viewer = '', given = ''] =
    /(?:^|;\s*)session=(\w+)\.([\w-]{43})(?:;|$)/.exec(request.headers.get('cookie') ?? '') ?? [];
  if (!viewer || !timingSafeEqual(Buffer.from(given), Buffer.from(seal(viewer)))) return refuse(401);
  return library[viewer]?.includes(videoId) ? { viewer, expiresIn: 600 } : refuse(403);
}

const seal = (viewer: string): string => createHmac('sha256', SECRET).update(viewer).digest('base64url');
