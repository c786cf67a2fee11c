import type { CMCDControllerConfig } from 'hls.js';
import type { EngineSource } from '../engine.js';

type Keys = NonNullable<CMCDControllerConfig['includeKeys']>;

/**
 * Of requests (CTA-5004, version 1). Without `nor` and `nrr`, which name the next segment: its path may contain the token.
 */
const REQUEST_KEYS: Keys = ['bl', 'br', 'bs', 'cid', 'd', 'dl', 'mtp', 'ot', 'pr', 'rtp', 'sf', 'sid', 'st', 'su', 'tb', 'v']; // prettier-ignore

/** Of events (CTA-5004-B, version 2). Without `url` too, for the same reason. */
const EVENT_KEYS: Keys = ['bg', 'bl', 'br', 'bs', 'bsd', 'cid', 'dfa', 'e', 'ec', 'ltc', 'mtp', 'ot', 'pb', 'pr', 'pt', 'sf', 'sid', 'sn', 'st', 'sta', 'ts', 'v']; // prettier-ignore

/** Seconds between two reports of a player in which nothing happens. */
const INTERVAL_S = 10;

/** Whether the page asks for Common Media Client Data, also by hls.js's own option. */
export const hasCmcd = ({ cmcd, qualityEndpoint, hlsConfig }: EngineSource): boolean =>
  Boolean(cmcd || qualityEndpoint || hlsConfig?.cmcd);

/** The option `cmcd` of hls.js, whose session id is random. Nothing if the page asks for none. */
export function createCmcdOption({ cmcd, qualityEndpoint: url, videoId }: EngineSource): {
  readonly cmcd?: CMCDControllerConfig;
} {
  if (!cmcd && !url) return {};
  const option: CMCDControllerConfig = {
    contentId: videoId,
    includeKeys: cmcd ? REQUEST_KEYS : [],
    ...(url && {
      eventTargets: [{ url, events: ['ps', 'e', 'bc', 't'], interval: INTERVAL_S, includeKeys: EVENT_KEYS }],
      // The last report may be sent while the page is left.
      loader: ({ url, ...init }) => fetch(url, { ...init, keepalive: true }),
    }),
  };
  return { cmcd: option };
}
