import { env } from 'cloudflare:workers';
import { refuse, type AuthorizeResult, type TokenRequest } from '@secure-stream/signer';

/** The session that the site stores under its id at login. */
interface Session {
  readonly viewer: string;
  readonly videos: readonly string[];
  /** Seconds. */
  readonly tokenLifetime?: number;
}

/** Allows the viewer of a session to watch the videos of the session. */
export async function authorize(request: Request, { videoId }: TokenRequest): Promise<AuthorizeResult> {
  const id = /(?:^|;\s*)session=([\w-]{16,})/.exec(request.headers.get('cookie') ?? '')?.[1];
  const session = id && (await env.SESSIONS.get<Session>(id, 'json'));
  if (!session) return refuse(401);
  if (!session.videos.includes(videoId)) return refuse(403);
  return { viewer: session.viewer, expiresIn: session.tokenLifetime ?? 3600 };
}
