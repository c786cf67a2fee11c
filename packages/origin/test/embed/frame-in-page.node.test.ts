import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageHost } from '../contract/page-host.js';

let host: Awaited<ReturnType<typeof pageHost>>;

beforeAll(async () => {
  host = await pageHost();
}, 60_000);
afterAll(() => host.close());

// As in the static playground: the service worker of the page serves the document, scripts and media of the frame.
test('plays a frame below a path of a page that hosts the origin, and controls it by the SDK', async () => {
  const played = await host.page.evaluate(
    async (token) => {
      const script = document.createElement('script');
      script.src = '/stream/embed/sdk.latest.js';
      const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
      document.head.append(script);
      await loaded;
      const iframe = document.createElement('iframe');
      iframe.src = `/stream/${token}/iframe?muted=true`;
      const { Stream } = window as unknown as { Stream(frame: HTMLIFrameElement): SteeredPlayer };
      const player = Stream(iframe);
      document.body.append(iframe);
      await player.play();
      await new Promise<void>((resolve) =>
        player.addEventListener('timeupdate', () => player.currentTime >= 0.5 && resolve()),
      );
      return { paused: player.paused, duration: Math.round(player.duration), width: player.videoWidth > 0 };
    },
    await host.sign(),
  );
  expect(played).toEqual({ paused: false, duration: 96, width: true });
});

interface SteeredPlayer extends EventTarget {
  play(): Promise<void>;
  readonly currentTime: number;
  readonly paused: boolean;
  readonly duration: number;
  readonly videoWidth: number;
}
