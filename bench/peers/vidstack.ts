import 'vidstack/player';
import type { HlsProvider } from 'vidstack/elements';
import { HLS_CONFIG, HLS_TYPE, manifestUrl, mount, renewByTimer, requestToken } from './page.ts';

interface MediaPlayer extends HTMLElement {
  src: object;
  muted: boolean;
  currentTime: number;
  play(): Promise<void>;
}

const player = document.createElement('media-player') as MediaPlayer;
player.append(document.createElement('media-provider'));
player.setAttribute('muted', '');
player.setAttribute('load', 'eager');
player.style.width = '640px';
player.addEventListener('provider-change', (event) => {
  const provider = (event as CustomEvent<HlsProvider | null>).detail;
  if (provider?.type !== 'hls') return;
  provider.library = () => import('hls.js');
  provider.config = HLS_CONFIG;
});
const play = () => player.play().catch(() => undefined);
player.addEventListener('can-play', play);
mount(player);
player.src = { src: manifestUrl(await requestToken()), type: HLS_TYPE };
renewByTimer((token) => {
  const { currentTime } = player;
  player.addEventListener('can-play', () => (player.currentTime = currentTime), { once: true });
  player.src = { src: manifestUrl(token), type: HLS_TYPE };
});
