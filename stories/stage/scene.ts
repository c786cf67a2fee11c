import { createOrigin, DEMO_VIDEO_ID, type Origin, type OriginOptions, type RequestEntry } from '@secure-stream/origin';
import { readClaims } from '@secure-stream/protocol';
import type { Restrictions } from '@secure-stream/signer';
import { createEndpoint, type Endpoint, type Mood } from '../../e2e/stage/endpoint.ts';
import { SceneLog } from './scene-log.ts';

export interface SceneOptions {
  /** Seconds that a token lives. Default 20. */
  readonly life?: number;
  /** Milliseconds before each answer. Default 40. */
  readonly latency?: number;
  /** Bits in a second of one answer. Default: no limit. */
  readonly bandwidth?: number;
  readonly mood?: Mood;
  /** What tokens are limited to; called with the server's time in seconds. */
  readonly restrictions?: (now: number) => Restrictions;
  readonly origin?: OriginOptions;
}

/** A site's token endpoint and an origin, both in the page. What a story plays against, and what its panel steers. */
export class Scene {
  readonly origin: Origin;
  readonly endpoint: Endpoint;
  readonly log = new SceneLog();
  /** Where a player of this scene finds things. */
  readonly source = { videoId: DEMO_VIDEO_ID, streamOrigin: location.origin, tokenEndpoint: ENDPOINT } as const;

  /** The site that the player is on, as the origin is told. */
  page = location.href;

  constructor(origin: Origin, endpoint: Endpoint) {
    this.origin = origin;
    this.endpoint = endpoint;
    origin.requests.subscribe((entry) => this.#note(entry));
  }

  get life(): number {
    return this.endpoint.life;
  }
  set life(seconds: number) {
    this.endpoint.life = seconds;
    this.log.changed();
  }

  get latency(): number {
    return this.origin.faults.network.latency;
  }
  set latency(milliseconds: number) {
    this.origin.faults.network = { ...this.origin.faults.network, latency: milliseconds };
    this.endpoint.latency = milliseconds;
    this.log.changed();
  }

  /** Bits in a second. */
  get bandwidth(): number {
    return this.origin.faults.network.bandwidth * 8;
  }
  set bandwidth(bits: number) {
    this.origin.faults.network = { ...this.origin.faults.network, bandwidth: bits / 8 };
    this.log.changed();
  }

  get mood(): Mood {
    return this.endpoint.mood;
  }
  set mood(mood: Mood) {
    this.endpoint.mood = mood;
    this.log.add({ what: 'scene', text: mood === 'well' ? 'the endpoint is up' : `the endpoint is ${mood}` });
  }

  /** Every token so far is refused from now on; the endpoint signs with another key. */
  async revokeKey(): Promise<void> {
    const dead = await this.endpoint.rotate();
    if (dead) this.origin.keys.revoke(dead);
    this.log.killTokens(dead);
    this.log.add({ what: 'scene', text: 'the signing key is revoked' });
  }

  moveTo(country: string): void {
    this.origin.viewer = { ...this.origin.viewer, country };
    this.log.add({ what: 'scene', text: `the viewer is in ${country}` });
  }

  /** Moves the server's time. */
  jump(seconds: number): void {
    this.origin.clock.jump(seconds * 1000);
    this.log.ageTokens(seconds * 1000);
    this.log.add({ what: 'scene', text: `the server's clock jumps ${seconds} s` });
  }

  /** Whether an address is the service's or the endpoint's, and not a file of the playground. */
  answers({ origin, pathname }: URL): boolean {
    return origin === location.origin && (pathname === ENDPOINT || SERVICE.test(pathname));
  }

  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== ENDPOINT) return this.origin.fetch(request, { page: this.page });
    const response = await this.endpoint.fetch(request);
    const token = response.ok ? await tokenOf(response.clone()) : null;
    if (token) this.log.grant(token, this.origin.clock.now());
    else this.log.add({ what: 'failed', text: `the endpoint answered ${response.status}` });
    return response;
  }

  #note({ kind, path, token, status, reason, bytes }: RequestEntry): void {
    const about = { kind, path, bytes, token: this.log.serialOf(token) };
    if (reason) this.log.add({ what: 'refused', text: `${kind} refused: ${reason}`, ...about });
    else if (status >= 400) this.log.add({ what: 'failed', text: `${kind} answered ${status}`, ...about });
    else this.log.serve(about);
  }
}

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const { life = 20, latency = 40, bandwidth = Infinity, mood = 'well', restrictions } = options;
  const origin = createOrigin(options.origin);
  const endpoint = await createEndpoint(origin, () => origin.clock.now());
  if (restrictions)
    Object.defineProperty(endpoint, 'restrictions', { get: () => restrictions(origin.clock.now() / 1000) });
  const scene = new Scene(origin, endpoint);
  Object.assign(scene.endpoint, { life, latency, mood });
  origin.faults.network = { latency, bandwidth: bandwidth / 8 };
  return scene;
}

const ENDPOINT = '/api/stream-token';

/** A uid or a token, the scripts of the frame, or the API. Files of the playground look like none of them. */
const SERVICE =
  /^\/(?:[0-9a-f]{32}|eyJ[\w-]+\.[\w-]+\.[\w-]+)(?:\/|$)|^\/embed\/(?:sdk\.latest|player)\.js$|^\/client\/v4\//;

async function tokenOf(response: Response): Promise<GrantedToken | null> {
  const text = await response.text();
  const value = /eyJ[\w-]+\.[\w-]+\.[\w-]*/.exec(text)?.[0];
  return value ? readClaims(value) : null;
}

type GrantedToken = NonNullable<ReturnType<typeof readClaims>>;
