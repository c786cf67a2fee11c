import { createTokenEndpoint, importSigningKey, signToken, type Restrictions } from '@secure-stream/signer';
import { DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';

/** What a token endpoint may answer on a bad day. `well` is a good one. */
export type Mood =
  | 'well'
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
  | 'dead'
  | 'envelope'
  | 'envelope-refused'
  | 'text'
  | 'bad-signature';

export interface Endpoint {
  fetch(request: Request): Promise<Response>;
  mood: Mood;
  /** Seconds. */
  life: number;
  /** What its tokens are limited to, beside their life. */
  restrictions: Restrictions;
  /** Milliseconds before it answers. */
  latency: number;
  /** How often it was asked; preflights do not count. */
  asked: number;
  /** Signs with a new key from now on. Returns the id of the one before. */
  rotate(): Promise<string | undefined>;
}

const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Allow-Methods': '*',
};

/** A site's own endpoint, which signs with a key of the origin. `now` is the server's time in milliseconds. */
export async function createEndpoint(origin: Origin, now: () => number): Promise<Endpoint> {
  let keyId: string | undefined;
  let sign: (life: number, sub?: string, at?: () => number) => Promise<string>;
  let answer: (request: Request) => Promise<Response>;

  const endpoint: Endpoint = {
    mood: 'well',
    life: 3600,
    restrictions: {},
    latency: 0,
    asked: 0,
    async rotate() {
      const previous = keyId;
      const created = await origin.keys.create();
      const key = await importSigningKey(created.jwk);
      keyId = created.id;
      sign = (life, sub = DEMO_VIDEO_ID, at = now) => signToken(key, { sub, expiresIn: life }, { now: at });
      answer = createTokenEndpoint({
        key,
        now,
        authorize: () => ({ expiresIn: endpoint.life, ...endpoint.restrictions }),
        cors: { origins: ['*'] },
      });
      return previous;
    },
    async fetch(request) {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: HEADERS });
      endpoint.asked += 1;
      if (endpoint.latency > 0) await new Promise((resolve) => setTimeout(resolve, endpoint.latency));
      // The host ends the connection.
      if (endpoint.mood === 'offline') return Response.error();
      const response = await respond(endpoint.mood, request);
      for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
      return response;
    },
  };
  await endpoint.rotate();
  return endpoint;

  async function respond(mood: Exclude<Mood, 'offline'>, request: Request): Promise<Response> {
    const { life } = endpoint;
    switch (mood) {
      case 'well':
        return new Response((await answer(withoutOrigin(request))).body, {
          headers: { 'Content-Type': 'application/json' },
        });
      case 'error500':
        return new Response('Something broke', { status: 500 });
      case 'unavailable':
        return new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
      case 'denied':
        return Response.json({ title: 'No' }, { status: 403 });
      case 'hang':
        return new Promise(() => {});
      case 'html':
        return new Response('<!doctype html><title>Welcome</title>', { headers: { 'Content-Type': 'text/html' } });
      case 'login':
        // Where a redirect to a login page leads: a page that answers 200.
        return new URL(request.url).pathname === '/login'
          ? new Response('<!doctype html><title>Log in</title>', { headers: { 'Content-Type': 'text/html' } })
          : new Response(null, { status: 302, headers: { Location: '/login' } });
      case 'empty':
        return new Response('');
      case 'huge':
        return Response.json({ padding: 'x'.repeat(2_000_000) });
      case 'other-video':
        return Response.json({ token: await sign(life, '0'.repeat(32)), expiresIn: life });
      case 'dead':
        return Response.json({ token: await sign(60, DEMO_VIDEO_ID, () => now() - 120_000) });
      case 'envelope':
        return Response.json({ result: { token: await sign(life) }, success: true, errors: [], messages: [] });
      case 'envelope-refused':
        return Response.json({
          result: null,
          success: false,
          errors: [{ code: 10005, message: 'not found' }],
          messages: [],
        });
      case 'text':
        return new Response(await sign(life), { headers: { 'Content-Type': 'text/plain' } });
      case 'bad-signature':
        return Response.json({ token: `${(await sign(life)).slice(0, -8)}AAAAAAAA`, expiresIn: life });
    }
  }
}

/** The endpoint of the tests serves whatever port the page has; a site's own lists its origins. */
function withoutOrigin(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete('Origin');
  headers.delete('Sec-Fetch-Site');
  return new Request(request, { headers });
}
