import { createOrigin, DEMO_VIDEO_ID, type Origin, type OriginOptions, type RequestEntry } from '@secure-stream/origin';
import { readClaims } from '@secure-stream/protocol';
import { limitViewings, memoryStore, type Restrictions, type ViewingLimitOptions } from '@secure-stream/signer';
import { createTestEndpoint, type TestEndpoint, type EndpointBehavior } from '@secure-stream/test-server/endpoint';
import { PlaygroundLog } from './playground-log.ts';

export interface PlaygroundOptions {
  /** Seconds for which a token is valid. Default 20. */
  readonly tokenLifetime?: number;
  /** Milliseconds before each response. Default 40. */
  readonly latency?: number;
  /** Bits per second of each response. Default: no limit. */
  readonly bandwidth?: number;
  readonly behavior?: EndpointBehavior;
  /** The restrictions of tokens. Called with the server's time in seconds. */
  readonly restrictions?: (now: number) => Restrictions;
  readonly origin?: OriginOptions;
  /** Limits the viewings of the one viewer. */
  readonly viewings?: Omit<ViewingLimitOptions, 'store'>;
  /** What the player draws over the picture. */
  readonly watermark?: TestEndpoint['watermark'];
}

/** A token endpoint and an origin, both in the page. A story plays against them, and its panel controls them. */
export class PlaygroundState {
  readonly origin: Origin;
  readonly endpoint: TestEndpoint;
  readonly log = new PlaygroundLog();
  /** The attributes of a player in this playground. With an endpoint of its own, no player of another playground shares its token. */
  readonly source = {
    videoId: DEMO_VIDEO_ID,
    streamOrigin: location.origin,
    tokenEndpoint: `${ENDPOINT_PATH}?playground=${(serial += 1)}`,
  } as const;

  /** The page's URL as the origin sees it. */
  page = location.href;

  constructor(origin: Origin, endpoint: TestEndpoint) {
    this.origin = origin;
    this.endpoint = endpoint;
    origin.requests.subscribe((entry) => this.#logRequest(entry));
  }

  get tokenLifetime(): number {
    return this.endpoint.tokenLifetime;
  }
  set tokenLifetime(seconds: number) {
    this.endpoint.tokenLifetime = seconds;
    this.log.emitChange();
  }

  get latency(): number {
    return this.origin.faults.network.latency;
  }
  set latency(milliseconds: number) {
    this.origin.faults.network = { ...this.origin.faults.network, latency: milliseconds };
    this.endpoint.latency = milliseconds;
    this.log.emitChange();
  }

  /** Bits per second. */
  get bandwidth(): number {
    return this.origin.faults.network.bandwidth * 8;
  }
  set bandwidth(bits: number) {
    this.origin.faults.network = { ...this.origin.faults.network, bandwidth: bits / 8 };
    this.log.emitChange();
  }

  get behavior(): EndpointBehavior {
    return this.endpoint.behavior;
  }
  set behavior(behavior: EndpointBehavior) {
    this.endpoint.behavior = behavior;
    this.log.add({
      what: 'playground',
      text: behavior === 'ok' ? 'the endpoint works again' : `the endpoint's behavior is ${behavior}`,
    });
  }

  /** Revokes the current signing key. The endpoint signs with a new one. */
  async revokeKey(): Promise<void> {
    const revokedKey = await this.endpoint.rotateKey();
    if (revokedKey) this.origin.keys.revoke(revokedKey);
    this.log.expireTokens(revokedKey);
    this.log.add({ what: 'playground', text: 'the signing key was revoked' });
  }

  moveTo(country: string): void {
    this.origin.viewer = { ...this.origin.viewer, country };
    this.log.add({ what: 'playground', text: `the viewer is in ${country}` });
  }

  /** Advances the server's clock. */
  advanceClock(seconds: number): void {
    this.origin.clock.jump(seconds * 1000);
    this.log.ageTokens(seconds * 1000);
    this.log.add({ what: 'playground', text: `the server's clock advanced by ${seconds} s` });
  }

  /** Whether a URL belongs to the service or the endpoint, and is not a file of the playground. */
  handles({ origin, pathname }: URL): boolean {
    return origin === location.origin && (pathname === ENDPOINT_PATH || SERVICE_PATHS.test(pathname));
  }

  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== ENDPOINT_PATH) return this.origin.fetch(request, { page: this.page });
    const response = await this.endpoint.fetch(request);
    const token = response.ok ? await readClaimsFrom(response.clone()) : null;
    if (token) this.log.addToken(token, this.origin.clock.now());
    // A playback that is released gets no token.
    else if (!response.ok) this.log.add({ what: 'failed', text: `the endpoint responded with ${response.status}` });
    return response;
  }

  #logRequest({ kind, path, token, status, reason, bytes }: RequestEntry): void {
    const about = { kind, path, bytes, token: this.log.findSerial(token) };
    if (reason) this.log.add({ what: 'refused', text: `${kind} refused: ${reason}`, ...about });
    else if (status >= 400) this.log.add({ what: 'failed', text: `${kind} responded with ${status}`, ...about });
    else this.log.addResponse(about);
  }
}

export async function createPlayground(options: PlaygroundOptions = {}): Promise<PlaygroundState> {
  const { tokenLifetime = 20, latency = 40, bandwidth = Infinity, behavior = 'ok', restrictions } = options;
  const origin = createOrigin(options.origin);
  const endpoint = await createTestEndpoint(origin, () => origin.clock.now(), await origin.keys.create());
  if (restrictions)
    Object.defineProperty(endpoint, 'restrictions', { get: () => restrictions(origin.clock.now() / 1000) });
  const playground = new PlaygroundState(origin, endpoint);
  const { watermark, viewings } = options;
  Object.assign(playground.endpoint, { tokenLifetime, latency, behavior, watermark });
  if (viewings) playground.endpoint.viewings = limitViewings({ ...viewings, store: memoryStore() });
  origin.faults.network = { latency, bandwidth: bandwidth / 8 };
  return playground;
}

const ENDPOINT_PATH = '/api/stream-token';

let serial = 0;

/** Paths that start with a video id or a token, the frame's scripts, and the API. No file of the playground has such a path. */
const SERVICE_PATHS =
  /^\/(?:[0-9a-f]{32}|eyJ[\w-]+\.[\w-]+\.[\w-]+)(?:\/|$)|^\/embed\/(?:sdk\.latest|player)\.js$|^\/client\/v4\//;

async function readClaimsFrom(response: Response): Promise<TokenClaims | null> {
  const text = await response.text();
  const value = /eyJ[\w-]+\.[\w-]+\.[\w-]*/.exec(text)?.[0];
  return value ? readClaims(value) : null;
}

type TokenClaims = NonNullable<ReturnType<typeof readClaims>>;
