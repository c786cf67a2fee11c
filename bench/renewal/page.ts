import Hls from 'hls.js';
import '@secure-stream/element/define';
import { recordPlayback, type PlaybackRecord } from './record.ts';

export interface RunOptions {
  readonly origin: string;
  readonly videoId: string;
  readonly seconds: number;
  /** Seconds between renewals in the plain variant. */
  readonly every: number;
}

declare global {
  interface Window {
    watchVariant(variant: Variant, options: RunOptions): Promise<PlaybackRecord>;
  }
}

export type Variant =
  'bare hls.js, token that never expires' | '<secure-stream>' | 'bare hls.js, loadSource at each renewal';

/** A fixed rendition and a short buffer. Otherwise a video of 96 s would be complete before the first renewal. */
const CONFIG = {
  maxBufferLength: 12,
  maxMaxBufferLength: 12,
  startLevel: 1,
  testBandwidth: false,
  abrEwmaDefaultEstimate: 1_500_000,
};

window.watchVariant = async (variant, options) => {
  document.body.replaceChildren();
  const video = variant === '<secure-stream>' ? mountElement(options) : await mountBare(variant, options);
  return recordPlayback(video, options.seconds);
};

function mountElement({ origin, videoId }: RunOptions): HTMLVideoElement {
  const element = document.createElement('secure-stream');
  Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: '/token', muted: true, hlsConfig: CONFIG });
  document.body.append(element);
  void element.play();
  return element.shadowRoot!.querySelector('video')!;
}

/** The common way: a timer, a new token, `loadSource`, and a seek back. */
async function mountBare(variant: Variant, { origin, videoId, every, seconds }: RunOptions): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const signedUrl = async () => {
    const response = await fetch('/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ videoId }),
    });
    const { token } = (await response.json()) as { token: string };
    return `${origin}/${token}/manifest/video.m3u8`;
  };
  const hls = new Hls(CONFIG);
  hls.loadSource(await signedUrl());
  hls.attachMedia(video);
  void video.play();
  if (variant === 'bare hls.js, loadSource at each renewal') {
    const timer = setInterval(async () => {
      const next = await signedUrl();
      hls.config.startPosition = video.currentTime;
      hls.loadSource(next);
      void video.play();
    }, every * 1000);
    setTimeout(() => clearInterval(timer), seconds * 1000);
  }
  return video;
}
