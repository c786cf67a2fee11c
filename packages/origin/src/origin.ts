import type { AccessPolicy } from './access/access-decision.js';
import { KeyRing } from './access/keys.js';
import { SegmentSigner } from './access/segment-signer.js';
import { TokenVerifier } from './access/tokens.js';
import { createApp } from './app.js';
import { createClock } from './clock.js';
import { ImageRenderer } from './delivery/images/render-image.js';
import type { RequestSource } from './exchange.js';
import { Faults } from './faults/faults.js';
import { demoVideo, demoVideoFiles } from './library/demo-video.js';
import { Media } from './library/media/media.js';
import { Videos } from './library/videos.js';
import { Audience } from './live/audience.js';
import { LiveInputs, type NewLiveInput } from './live/live-inputs.js';
import type { OriginOptions, OriginState } from './state.js';
import { RequestLog } from './request-log.js';

/** A local Cloudflare Stream. Every part of it can be changed between two requests. */
export interface Origin extends OriginState {
  /** Answers a request. Never rejects. A response of the type `error` asks the host to close the connection without an answer. */
  fetch(request: Request, source?: RequestSource): Promise<Response>;
  readonly faults: Faults;
}

/** Uid of the live input that every origin has by default. It is protected. */
export const LIVE_INPUT_ID = 'b2c3d4e5f60718293a4b5c6d7e8f9011';

/** The default live input: protected and idle. */
export const demoLiveInput = (): NewLiveInput => ({
  uid: LIVE_INPUT_ID,
  recording: { requireSignedURLs: true },
  meta: { name: 'Demo live stream' },
});

export function createOrigin(options: OriginOptions = {}): Origin {
  const {
    now = () => Date.now(),
    wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    videos: newVideos = [demoVideo()],
    liveInputs: newLiveInputs = [demoLiveInput()],
  } = options;
  const clock = createClock(now, wait);
  const keys = new KeyRing(options.keys ?? [], clock.now);
  const videos = new Videos(clock.now);
  for (const video of newVideos) videos.add(video);
  const liveInputs = new LiveInputs(videos, () => newVideos[0]?.media ?? new Media(demoVideoFiles()), clock.now);
  for (const input of newLiveInputs) liveInputs.create(input);
  const policy: AccessPolicy = {
    longTokens: 'warn',
    endlessTokens: 'refuse',
    originRules: 'newest',
    unknownPages: 'refuse',
    ...options,
  };

  const origin: Origin = {
    async fetch(request, source = {}) {
      const exchange = { source, isDropped: false };
      const response = await app.fetch(request, exchange);
      return exchange.isDropped ? Response.error() : response;
    },
    clock,
    keys,
    videos,
    liveInputs,
    audience: new Audience(clock.now),
    segmentSigner: new SegmentSigner(),
    requests: new RequestLog(),
    images: new ImageRenderer(),
    faults: new Faults(options.seed),
    viewer: options.viewer ?? { address: '203.0.113.7', country: 'GB' },
    options,
  };
  const app = createApp({ origin, verifier: new TokenVerifier(keys), policy, wait });
  return origin;
}
