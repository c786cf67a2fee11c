import {
  createTokenEndpoint,
  importSigningKey,
  refuse,
  signToken,
  type ProgressEndpoint,
  type Restrictions,
  type ViewingLimit,
} from '@secure-stream/signer';
import { DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';

/** How the token endpoint responds. `ok` is the correct behavior. */
export type EndpointBehavior =
  | 'ok'
  | 'error500'
  | 'unavailable'
  | 'denied'
  | 'hang'
  | 'offline'
  | 'html'
  | 'login'
  | 'empty'
  | 'huge'
  | 'other-video'
  | 'expired-token'
  | 'envelope'
  | 'envelope-refused'
  | 'text'
  | 'bad-signature';

export interface TestEndpoint {
  fetch(request: Request): Promise<Response>;
  behavior: EndpointBehavior;
  /** Seconds. */
  tokenLifetime: number;
  /** The restrictions of its tokens, beside their lifetime. */
  restrictions: Restrictions;
  /** Milliseconds before each response. */
  latency: number;
  /** Number of token requests, without preflights and releases. */
  requestCount: number;
  /** The playbacks that were released, in order. */
  readonly releases: string[];
  /** The playbacks of the reports of progress, in order. */
  readonly reports: string[];
  /** The token requests, in order. */
  readonly viewingRequests: ViewingRequestEntry[];
  /** The limit of viewings per viewer. The device is `device` of the request's body. */
  viewings: ViewingLimit | undefined;
  /** The progress of the viewer, at `/progress`. */
  progress: ProgressEndpoint | undefined;
  /** What the player draws over the picture. */
  watermark: { readonly text: string } | undefined;
  /** Whether the viewer still has the right to watch. */
  isRevoked: boolean;
  /** Signs with a new key from now on. Returns the id of the previous one. */
  rotateKey(): Promise<string | undefined>;
}

export interface ViewingRequestEntry {
  readonly playbackId: string | undefined;
  readonly takeover: boolean;
}

/** All viewers of the test endpoint are this one. */
export const TEST_VIEWER = 'viewer';

const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Allow-Methods': '*',
};

/** A key as the origin creates it. */
type SigningKeySource = Pick<Awaited<ReturnType<Origin['keys']['create']>>, 'id' | 'jwk'>;

/**
 * A site's own token endpoint, which signs with a key of the origin. `now` is the server's time in milliseconds, `firstKey` a key that the
 * origin has already.
 */
export async function createTestEndpoint(
  origin: Origin,
  now: () => number,
  firstKey: SigningKeySource,
): Promise<TestEndpoint> {
  let keyId: string | undefined;
  let signWith: (lifetime: number, sub?: string, at?: () => number) => Promise<string>;
  let respondNormally: (request: Request) => Promise<Response>;

  const endpoint: TestEndpoint = {
    behavior: 'ok',
    tokenLifetime: 3600,
    restrictions: {},
    latency: 0,
    requestCount: 0,
    releases: [],
    reports: [],
    viewingRequests: [],
    viewings: undefined,
    progress: undefined,
    watermark: undefined,
    isRevoked: false,
    async rotateKey() {
      const previous = keyId;
      await signFrom(await origin.keys.create());
      return previous;
    },
    async fetch(request) {
      const isReport = new URL(request.url).pathname === '/progress';
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS_HEADERS });
      const { playbackId, release, takeover } = await readBody(request.clone());
      if (isReport) endpoint.reports.push(String(playbackId));
      else if (release) endpoint.releases.push(String(playbackId));
      else {
        endpoint.requestCount += 1;
        endpoint.viewingRequests.push({ playbackId, takeover: takeover === true });
      }
      if (endpoint.latency > 0) await new Promise((resolve) => setTimeout(resolve, endpoint.latency));
      // The host closes the connection.
      if (endpoint.behavior === 'offline') return Response.error();
      const response =
        isReport && endpoint.progress && endpoint.behavior === 'ok'
          ? await endpoint.progress(withoutOrigin(request))
          : await respond(endpoint.behavior, request);
      for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value);
      return response;
    },
  };
  await signFrom(firstKey);
  return endpoint;

  async function signFrom({ id, jwk }: SigningKeySource): Promise<void> {
    const key = await importSigningKey(jwk);
    keyId = id;
    signWith = (lifetime, sub = DEMO_VIDEO_ID, at = now) => signToken(key, { sub, expiresIn: lifetime }, { now: at });
    respondNormally = (request) =>
      createTokenEndpoint({
        key,
        now,
        viewings: endpoint.viewings,
        progress: endpoint.progress,
        authorize: (_request, { body }) =>
          endpoint.isRevoked
            ? refuse(403, { reason: 'revoked' })
            : {
                viewer: TEST_VIEWER,
                ...(endpoint.watermark && { watermark: endpoint.watermark }),
                ...(typeof body['device'] === 'string' && { device: body['device'] }),
                expiresIn: endpoint.tokenLifetime,
                ...endpoint.restrictions,
              },
        cors: { origins: ['*'] },
      })(request);
  }

  async function respond(behavior: Exclude<EndpointBehavior, 'offline'>, request: Request): Promise<Response> {
    const { tokenLifetime: lifetime } = endpoint;
    switch (behavior) {
      case 'ok':
        return withoutHeaders(await respondNormally(withoutOrigin(request)));
      case 'error500':
        return new Response('Internal error', { status: 500 });
      case 'unavailable':
        return new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
      case 'denied':
        return Response.json({ title: 'No' }, { status: 403 });
      case 'hang':
        return new Promise(() => {});
      case 'html':
        return new Response('<!doctype html><title>Welcome</title>', { headers: { 'Content-Type': 'text/html' } });
      case 'login':
        // A redirect to a login page ends at a page with status 200.
        return new URL(request.url).pathname === '/login'
          ? new Response('<!doctype html><title>Log in</title>', { headers: { 'Content-Type': 'text/html' } })
          : new Response(null, { status: 302, headers: { Location: '/login' } });
      case 'empty':
        return new Response('');
      case 'huge':
        return Response.json({ padding: 'x'.repeat(2_000_000) });
      case 'other-video':
        return Response.json({ token: await signWith(lifetime, '0'.repeat(32)), expiresIn: lifetime });
      case 'expired-token':
        return Response.json({ token: await signWith(60, DEMO_VIDEO_ID, () => now() - 120_000) });
      case 'envelope':
        return Response.json({ result: { token: await signWith(lifetime) }, success: true, errors: [], messages: [] });
      case 'envelope-refused':
        return Response.json({
          result: null,
          success: false,
          errors: [{ code: 10005, message: 'not found' }],
          messages: [],
        });
      case 'text':
        return new Response(await signWith(lifetime), { headers: { 'Content-Type': 'text/plain' } });
      case 'bad-signature':
        return Response.json({ token: `${(await signWith(lifetime)).slice(0, -8)}AAAAAAAA`, expiresIn: lifetime });
    }
  }
}

/** Removes the origin, because the test page's port varies. A real site lists its origins. */
function withoutOrigin(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete('Origin');
  headers.delete('Sec-Fetch-Site');
  return new Request(request, { headers });
}

/** The members of a JSON body; none for another body. */
async function readBody(request: Request): Promise<{ playbackId?: string; release?: boolean; takeover?: boolean }> {
  try {
    return (await request.json()) as object;
  } catch {
    return {};
  }
}

/** A refusal keeps its headers. */
const withoutHeaders = (response: Response): Response =>
  response.ok ? new Response(response.body, { headers: { 'Content-Type': 'application/json' } }) : response;
