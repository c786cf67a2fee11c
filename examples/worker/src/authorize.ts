import { env } from 'cloudflare:workers';
import { refuse, type TokenQuestion, type Verdict } from '@secure-stream/signer';

/** What the site keeps under a session's id when somebody logs in. */
interface Session {
  readonly viewer: string;
  readonly videos: readonly string[];
  /** Seconds. */
  readonly tokenLife?: number;
}

/** Who has a session may watch what the session lists. */
export async function authorize(request: Request, { videoId }: TokenQuestion): Promise<Verdict> {
  const id = /(?:^|;\s*)session=([\w-]{16,})/.exec(request.headers.get('cookie') ?? '')?.[1];
  const session = id && (await env.SESSIONS.get<Session>(id, 'json'));
  if (!session) return refuse(401);
  if (!session.videos.includes(videoId)) return refuse(403);
  return { viewer: session.viewer, ...(session.tokenLife ? { expiresIn: session.tokenLife } : {}) };
}
