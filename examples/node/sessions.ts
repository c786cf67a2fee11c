import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse, type AuthorizeResult, type TokenRequest } from '@secure-stream/signer';

/** The secret of the site, at least 32 characters. */
const SECRET = process.env['SESSION_SECRET'] ?? '';
if (SECRET.length < 32) throw new Error('SESSION_SECRET is not set or has fewer than 32 characters.');

/** The videos that each viewer has bought. Replace this with the database of the site. */
const library: Readonly<Record<string, readonly string[]>> = { ada: ['5d5bc37ffcf54c9b82e996823bffbb81'] };

/** The value of the cookie that a viewer gets at login. */
export const createSession = (viewer: string): string => `${viewer}.${signViewer(viewer)}`;

/** Allows a viewer to watch the videos that they have bought. */
export function authorize(request: Request, { videoId }: TokenRequest): AuthorizeResult {
  const [, viewer = '', signature = ''] =
    /(?:^|;\s*)session=(\w+)\.([\w-]{43})(?:;|$)/.exec(request.headers.get('cookie') ?? '') ?? [];
  if (!viewer || !timingSafeEqual(Buffer.from(signature), Buffer.from(signViewer(viewer)))) return refuse(401);
  return library[viewer]?.includes(videoId) ? { viewer, expiresIn: 600 } : refuse(403);
}

const signViewer = (viewer: string): string => createHmac('sha256', SECRET).update(viewer).digest('base64url');
